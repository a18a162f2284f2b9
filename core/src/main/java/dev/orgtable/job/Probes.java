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

  private final Map<DestinationId, Known> known = new HashMap<>();

  /** What is known of the queues of a destination. */
  private static final class Known {
    private final Set<DeliveryQueue> next = new LinkedHashSet<>();

    /** Whether others rest, too. */
    private boolean hasMore;
  }

  /**
   * Notes a queue whose destination rests, or of which another queue is to be attempted before.
   *
   * @return whether that is so
   */
  synchronized boolean holdBack(DeliveryQueue queue, boolean rests) {
    if (!rests && !known.containsKey(queue.destination())) {
      return false;
    }
    Known all = known.computeIfAbsent(queue.destination(), destination -> new Known());
    if (all.next.size() < MOST) {
      all.next.add(queue);
    } else {
      all.hasMore |= !all.next.contains(queue);
    }
    return true;
  }

  /** Returns the queue of each destination that is to be attempted next. */
  synchronized List<DeliveryQueue> next() {
    return known.values().stream().map(all -> all.next.iterator().next()).toList();
  }

  /**
   * Notes that a queue was attempted.
   *
   * @param stays whether it is due as before, so that it may have to be attempted again
   * @param rests whether its destination rests now
   * @return whether the queues of the destination must be listed again
   */
  synchronized boolean attempted(DeliveryQueue queue, boolean stays, boolean rests) {
    Known all = known.get(queue.destination());
    if (all == null) {
      return false;
    }
    all.hasMore |= all.next.remove(queue) && stays;
    if (rests && !all.next.isEmpty()) {
      return false;
    }
    known.remove(queue.destination());
    return all.hasMore || !all.next.isEmpty();
  }
}
