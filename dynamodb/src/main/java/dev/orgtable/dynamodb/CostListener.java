package dev.orgtable.dynamodb;

import java.util.List;

/**
 * Receives a report of each request to DynamoDB as soon as it is answered, and of what a cache
 * answered instead, on the thread that made the request.
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

  /** Returns a listener that passes every report on to others, in their order. */
  static CostListener all(List<CostListener> listeners) {
    List<CostListener> each = List.copyOf(listeners);
    return new CostListener() {
      @Override
      public void answered(RequestReport report) {
        each.forEach(listener -> listener.answered(report));
      }

      @Override
      public void cached(int items) {
        each.forEach(listener -> listener.cached(items));
      }
    };
  }
}
