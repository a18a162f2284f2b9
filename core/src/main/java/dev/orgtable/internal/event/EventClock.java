package dev.orgtable.internal.event;

import dev.orgtable.event.EventId;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.WeakHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Makes the ids of events: each is greater than those made and seen before (a hybrid logical
 * clock). Thread-safe. All who read one clock for one table share one of these, so that their
 * changes of one record within a millisecond do not refuse each other. An id of one table, whatever
 * its time, has no effect on another table.
 */
final class EventClock {

  private static final Map<Clock, Map<String, EventClock>> ALL = new WeakHashMap<>();

  private final AtomicLong last = new AtomicLong();

  private EventClock() {}

  /** Returns the one that belongs to a clock and a table. */
  static EventClock of(Clock clock, String table) {
    synchronized (ALL) {
      return ALL.computeIfAbsent(clock, each -> new HashMap<>())
          .computeIfAbsent(table, each -> new EventClock());
    }
  }

  /**
   * Returns a new id, of this time or of a later one. It is unique, but not secret: its record is
   * created on condition that there is none.
   */
  EventId next(Instant now) {
    long tick = last.updateAndGet(before -> Math.max(before + 1, EventId.tick(now)));
    return EventId.of(tick, new UUID(0, ThreadLocalRandom.current().nextLong()));
  }

  /** Continues after an id that another process made. */
  void saw(EventId id) {
    last.accumulateAndGet(id.tick(), Math::max);
  }
}
