package dev.orgtable.dynamodb;

import java.util.ArrayList;
import java.util.List;

/**
 * What an {@link Operation} decided.
 *
 * @param <T> what the operation answers
 */
public sealed interface Decision<T> {

  /** Returns the decision to write a transaction, which completes the operation. */
  static <T> Commit<T> commit(Transaction transaction, T answer) {
    return new Commit<>(transaction, answer, List.of());
  }

  /**
   * Returns the decision to write a transaction, which completes an operation without an answer.
   */
  static Commit<Done> commit(Transaction transaction) {
    return commit(transaction, Done.DONE);
  }

  /** Returns the decision to write nothing, in an operation without an answer. */
  static Decision<Done> unchanged() {
    return unchanged(Done.DONE);
  }

  /** Returns the decision to write nothing: all is as it should be. */
  static <T> Decision<T> unchanged(T answer) {
    return new Unchanged<>(answer);
  }

  /** Returns the decision to write a transaction first, and to go on after that. */
  static <T> Decision<T> first(Transaction transaction, Operation<T> then) {
    return new First<>(transaction, then);
  }

  /**
   * Write a transaction, and answer.
   *
   * @param transaction the last one of the operation
   * @param answer the answer once it is written
   * @param instead what to do where it is refused
   */
  record Commit<T>(Transaction transaction, T answer, List<Instead<T>> instead)
      implements Decision<T> {

    /** Copies the list. */
    public Commit {
      instead = List.copyOf(instead);
    }

    /** Returns the same, which decides anew where it is refused for a reason. */
    public <E extends RuntimeException> Commit<T> ifRefused(
        Class<E> refusal, Alternative<T, E> alternative) {
      List<Instead<T>> all = new ArrayList<>(instead);
      all.add(
          new Instead<>(
              refusal, (reads, thrown) -> alternative.decide(reads, refusal.cast(thrown))));
      return new Commit<>(transaction, answer, all);
    }
  }

  /**
   * What to do in place of a transaction that was refused.
   *
   * @param refusal the reason
   * @param alternative decides what to do then
   */
  record Instead<T>(
      Class<? extends RuntimeException> refusal, Alternative<T, RuntimeException> alternative) {}

  /**
   * Decides what to do where a transaction was refused.
   *
   * @param <T> what the operation answers
   * @param <E> the refusal
   */
  @FunctionalInterface
  interface Alternative<T, E extends RuntimeException> {

    /** Reads and decides anew, or throws the refusal. */
    Decision<T> decide(Reads reads, E refusal);
  }

  /** The answer of an operation that has nothing to answer. */
  enum Done {
    /** The operation is complete. */
    DONE
  }

  /**
   * Write nothing, and answer.
   *
   * @param answer the answer
   */
  record Unchanged<T>(T answer) implements Decision<T> {}

  /**
   * Write a transaction, and go on.
   *
   * @param transaction one that does not complete the operation
   * @param then what remains of the operation
   */
  record First<T>(Transaction transaction, Operation<T> then) implements Decision<T> {}
}
