package dev.orgtable.dynamodb;

import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Receives a report of each request to DynamoDB as soon as it is answered, of what a cache answered
 * instead, and of retries, on the thread that made the request. Surrounds the operations that make
 * these requests.
 *
 * <p>A {@link RuntimeException} of a listener does not reach the operation, which may have written
 * already: the first one is logged.
 */
@FunctionalInterface
public interface CostListener {

  /** Ignores all reports: consumed capacity is neither requested nor computed. */
  CostListener NONE = report -> {};

  /**
   * Receives the report of one request. For reads and single writes the figures are DynamoDB's own.
   * For a transaction they are the greater of DynamoDB's figure and the one computed from item
   * sizes: 2 units per started KB of each item. For a batch read they are at least those of one
   * item per key.
   */
  void answered(RequestReport report);

  /**
   * Receives the number of items that were taken from a cache of this process, with no request.
   * Ignored by default.
   */
  default void cached(int items) {}

  /**
   * Receives the number of items that a cache of this process did not have, before they are read.
   * Ignored by default.
   */
  default void uncached(int items) {}

  /** Receives the reason of each retry, before its pause. Ignored by default. */
  default void retried(Retry reason) {}

  /**
   * Runs the steps of an operation, which make all of its requests on this thread, and returns
   * their result. Must run them once and pass on what they throw; the operation has their result or
   * exception even if it does not. An operation may contain another one. By default runs the steps
   * and nothing else.
   *
   * @param operation the name of the operation, one of a few dozen, such as {@code users.create}
   */
  default <T extends @Nullable Object> T observe(String operation, Supplier<T> steps) {
    return steps.get();
  }

  /** The reason of a retry. */
  enum Retry {
    /** DynamoDB cancelled the request for a conflicting write, or throttled a transaction. */
    CONFLICT,
    /** An item that the operation had read changed before its write: the operation starts again. */
    CHANGED,
    /** DynamoDB processed only some keys of a batch. */
    UNPROCESSED,
    /** The response was lost: the identical request is sent once more. */
    UNANSWERED
  }

  /** Returns a listener that passes every report on to others, in their order. */
  static CostListener all(List<CostListener> listeners) {
    List<CostListener> each = listeners.stream().map(GuardedListener::of).toList();
    return new CostListener() {
      @Override
      public void answered(RequestReport report) {
        each.forEach(listener -> listener.answered(report));
      }

      @Override
      public void cached(int items) {
        each.forEach(listener -> listener.cached(items));
      }

      @Override
      public void uncached(int items) {
        each.forEach(listener -> listener.uncached(items));
      }

      @Override
      public void retried(Retry reason) {
        each.forEach(listener -> listener.retried(reason));
      }

      @Override
      public <T extends @Nullable Object> T observe(String operation, Supplier<T> steps) {
        Supplier<T> all = steps;
        for (CostListener listener : each) {
          Supplier<T> inner = all;
          all = () -> listener.observe(operation, inner);
        }
        return all.get();
      }
    };
  }
}
