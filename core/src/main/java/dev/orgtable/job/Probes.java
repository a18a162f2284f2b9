package dev.orgtable.job;

import dev.orgtable.internal.delivery.DeliveryQueue;
import dev.orgtable.internal.delivery.DestinationId;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A few queues of each destination that rests. When its rest is over, one of them is attempted
 * before all others of the destination. Thread-safe.
 */
final class Probes {

  /** As many as are attempted in an hour and a half, if each one fails. */
  private static final int MOST = 20;

  private final Map<DestinationId, Set<DeliveryQueue>> queues = new HashMap<>();

  /** Adds a queue of a destination that rests, unless there are enough. */
  synchronized void add(DeliveryQueue queue) {
    Set<DeliveryQueue> all =
        queues.computeIfAbsent(queue.destination(), destination -> new LinkedHashSet<>());
    if (all.size() < MOST) {
      all.add(queue);
    }
  }

  /** Returns whether one of its queues is to be attempted before the others. */
  synchronized boolean has(DestinationId destination) {
    return queues.containsKey(destination);
  }

  /** Returns the queue of each destination that is to be attempted next. */
  synchronized List<DeliveryQueue> next() {
    return queues.values().stream().map(all -> all.iterator().next()).toList();
  }

  /**
   * Notes that a queue was attempted.
   *
   * @param rests whether its destination rests now
   * @return whether the queues of the destination must be listed again
   */
  synchronized boolean attempted(DeliveryQueue queue, boolean rests) {
    DestinationId destination = queue.destination();
    Set<DeliveryQueue> all = queues.getOrDefault(destination, Set.of());
    if (all.isEmpty()) {
      return false;
    }
    all.remove(queue);
    if (rests && !all.isEmpty()) {
      return false;
    }
    queues.remove(destination);
    return true;
  }
}
