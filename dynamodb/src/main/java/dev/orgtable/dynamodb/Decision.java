package dev.orgtable.dynamodb;

import java.util.ArrayList;
import java.util.List;

/**
 * The decision of an {@link Operation}: what to write, and what to return.
 *
 * @param <T> the result of the operation
 */
public sealed interface Decision<T> {

  /** Returns the decision to write a transaction, which completes the operation. */
  static <T> Commit<T> commit(Transaction transaction, T answer) {
    return new Commit<>(transaction, answer, List.of());
  }

  /** Returns the decision to write a transaction, which completes an operation without a result. */
  static Commit<Done> commit(Transaction transaction) {
    return commit(transaction, Done.DONE);
  }

  /** Returns the decision to write nothing, in an operation without a result. */
  static Decision<Done> unchanged() {
    return unchanged(Done.DONE);
  }

  /** Returns the decision to write nothing, since no change is needed. */
  static <T> Decision<T> unchanged(T answer) {
    return new Unchanged<>(answer);
  }

  /** Returns the decision to write a transaction first and then continue. */
  static <T> Decision<T> first(Transaction transaction, Operation<T> then) {
    return new First<>(transaction, then);
  }

  /**
   * The decision to write a transaction and return a result.
   *
   * @param transaction the last transaction of the operation
   * @param answer the result to return once it is written
   * @param instead alternatives for particular refusals
   */
  record Commit<T>(Transaction transaction, T answer, List<Instead<T>> instead)
      implements Decision<T> {

    /** Copies the list. */
    public Commit {
      instead = List.copyOf(instead);
    }

    /** Returns this decision with an alternative for a refusal. */
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
   * The alternative to a refused transaction.
   *
   * @param refusal the type of the refusal
   * @param alternative the operation to run instead
   */
  record Instead<T>(
      Class<? extends RuntimeException> refusal, Alternative<T, RuntimeException> alternative) {}

  /**
   * Decides what to do after a refusal.
   *
   * @param <T> the result of the operation
   * @param <E> the refusal
   */
  @FunctionalInterface
  interface Alternative<T, E extends RuntimeException> {

    /** Reads and decides again, or throws the refusal. */
    Decision<T> decide(Reads reads, E refusal);
  }

  /** The result of an operation without one. */
  enum Done {
    /** The operation is complete. */
    DONE
  }

  /**
   * The decision to write nothing and return a result.
   *
   * @param answer the result
   */
  record Unchanged<T>(T answer) implements Decision<T> {}

  /**
   * The decision to write a transaction and continue.
   *
   * @param transaction a transaction that does not complete the operation
   * @param then the rest of the operation
   */
  record First<T>(Transaction transaction, Operation<T> then) implements Decision<T> {}
}
