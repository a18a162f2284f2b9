package dev.orgtable.dynamodb;

import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One operation that is executed at most once per idempotency key. Its result is stored as the
 * first item of the transaction that completes it, on condition that no result exists.
 */
public final class IdempotentCommit {

  private final Table table;
  private final KeptAnswer kept;
  private final Function<Object, String> render;
  private @Nullable String answer;

  /**
   * Creates an idempotent commit.
   *
   * @param table the table opened for the operation, which is completed by {@link Table#commit}
   * @param kept how the result is stored
   * @param render converts the operation's result to the text to store
   */
  public IdempotentCommit(Table table, KeptAnswer kept, Function<Object, String> render) {
    this.table = table;
    this.kept = kept;
    this.render = render;
  }

  /**
   * Returns the stored result; executes the operation if there is none.
   *
   * @param operation returns its result, which is stored even if the operation writes nothing
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
   * Executes the operation, which another process may have executed since. A refusal is final only
   * if there still is no stored result.
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
    } catch (RuntimeException e) { // The application's refusals.
      if (table.failures.isRefusal(e)) {
        return find().orElseThrow(() -> e);
      }
      throw e;
    }
  }

  /** Writes a transaction that completes the operation, together with the result. */
  void commit(Transaction transaction, Object result) {
    if (answer != null) {
      throw new IllegalStateException("more than one operation for one idempotency key");
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

  /** Another process stored a result first. Never leaves this class. */
  private static final class Answered extends RuntimeException {
    private final Item found;

    Answered(Item found) {
      super("a result was stored concurrently", null, false, false);
      this.found = found;
    }
  }

  /**
   * The stored form of the result of an idempotent operation: an item whose key is derived from the
   * idempotency key.
   */
  public interface KeptAnswer {

    /** Returns the key of the item. */
    Key key();

    /** Returns the item that stores a result. */
    Item item(String answer);

    /** Returns the condition for storing a result: there is none, or it has expired. */
    Condition free();

    /**
     * Parses a stored result; throws if it belongs to a different request.
     *
     * @return empty if it has expired
     */
    Optional<String> read(Item item);
  }
}
