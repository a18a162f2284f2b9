package dev.orgtable.store;

import dev.orgtable.OrgtableException;
import dev.orgtable.OrgtableException.ReceiptMismatch;
import dev.orgtable.OrgtableException.Unavailable;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * One operation under a receipt. The record of its answer is the first item of the transaction that
 * completes it, on condition that there is none.
 */
final class Once {

  private final Table table;
  private final Receipt receipt;
  private final Connection connection;
  private final Function<Object, String> render;
  private Optional<String> kept = Optional.empty();

  Once(Table table, Receipt receipt, Connection connection, Function<Object, String> render) {
    this.table = table;
    this.receipt = receipt;
    this.connection = connection;
    this.render = render;
  }

  /**
   * Returns the answer of the first time; does the operation if this is the first time.
   *
   * @throws ReceiptMismatch if the first time was another request
   */
  String answer(Supplier<?> operation) {
    Optional<String> before = find();
    return before.isPresent() ? before.get() : act(operation);
  }

  /**
   * What was read may be what another process with this receipt has done meanwhile: a refusal holds
   * if there still is no answer.
   */
  private String act(Supplier<?> operation) {
    try {
      Object answer = operation.get();
      if (kept.isEmpty()) {
        commit(new Transaction(), answer);
      }
      return kept.orElseThrow();
    } catch (Answered e) {
      return read(e.record);
    } catch (Unavailable e) {
      throw e;
    } catch (OrgtableException e) {
      return find().orElseThrow(() -> e);
    }
  }

  /** Writes a transaction, which completes the operation, with the receipt. */
  void commit(Transaction transaction, Object answer) {
    if (kept.isPresent()) {
      throw new IllegalStateException("more than one operation under one receipt");
    }
    String text = render.apply(answer);
    transaction.putFirst(
        ReceiptRecord.item(receipt, text, connection.engine().later()),
        connection.absentOrExpired(connection.now()),
        Refusal.occupied(Once::answered));
    table.step(transaction.fitting("do it with a receipt"));
    kept = Optional.of(text);
  }

  private Optional<String> find() {
    Optional<Item> found = table.get(ReceiptRecord.key(receipt), Consistency.STRONG);
    return found
        .map(Once::record)
        .filter(record -> !connection.isOver(record.expiresAt()))
        .map(this::read);
  }

  private String read(ReceiptRecord record) {
    return record.answer(receipt);
  }

  private static RuntimeException answered(Item found) {
    return new Answered(record(found));
  }

  private static ReceiptRecord record(Item found) {
    return ReceiptRecord.from(found).orElseThrow(() -> RecordType.unreadable(found.key()));
  }

  /** Another process was first. Never leaves this class. */
  private static final class Answered extends RuntimeException {
    private final ReceiptRecord record;

    Answered(ReceiptRecord record) {
      super("answered since it was looked for", null, false, false);
      this.record = record;
    }
  }
}
