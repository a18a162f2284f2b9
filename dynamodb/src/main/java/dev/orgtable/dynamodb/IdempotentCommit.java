package dev.orgtable.dynamodb;

import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One operation that is done once, whoever asks how often: its answer is the first item of the
 * transaction that completes it, on condition that there is none yet.
 */
public final class IdempotentCommit {

  private final Table table;
  private final KeptAnswer kept;
  private final Function<Object, String> render;
  private @Nullable String answer;

  /**
   * Prepares one.
   *
   * @param table of the operation, which is done on it and completed by {@link Table#commit}
   * @param kept how the answer is kept
   * @param render makes of the operation's answer the text to keep
   */
  public IdempotentCommit(Table table, KeptAnswer kept, Function<Object, String> render) {
    this.table = table;
    this.kept = kept;
    this.render = render;
  }

  /**
   * Returns the answer of the first time; does the operation if this is the first time.
   *
   * @param operation returns its answer; if it writes nothing, that is kept all the same
   */
  public String answer(Supplier<?> operation) {
    Optional<String> before = find();
    if (before.isPresent()) {
      return before.get();
    }
    table.under(this);
    return act(operation);
  }

  /**
   * What was read may be what another process has done meanwhile for the same request: a refusal
   * holds only if there still is no answer.
   */
  private String act(Supplier<?> operation) {
    try {
      Object result = operation.get();
      if (answer == null) {
        commit(new Transaction(), result);
      }
      return Objects.requireNonNull(answer);
    } catch (Answered e) {
      return kept.read(e.found).orElseThrow(() -> e);
    } catch (RuntimeException e) { // Whatever the application refuses with.
      if (table.isRefusal(e)) {
        return find().orElseThrow(() -> e);
      }
      throw e;
    }
  }

  /** Writes a transaction, which completes the operation, with the answer. */
  void commit(Transaction transaction, Object result) {
    if (answer != null) {
      throw new IllegalStateException("more than one operation under one idempotency key");
    }
    String text = render.apply(result);
    transaction.putFirst(
        kept.item(text),
        kept.free(),
        found -> found == null ? new ConflictException() : new Answered(found));
    table.write(transaction);
    answer = text;
  }

  private Optional<String> find() {
    return table.get(kept.key(), Consistency.STRONG).flatMap(kept::read);
  }

  /** Another process was first. Never leaves this class. */
  private static final class Answered extends RuntimeException {
    private final Item found;

    Answered(Item found) {
      super("answered since it was looked for", null, false, false);
      this.found = found;
    }
  }
}
