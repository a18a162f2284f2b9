package dev.orgtable.internal.delivery;

import dev.orgtable.event.Event;
import dev.orgtable.event.EventFilter;
import dev.orgtable.event.EventId;
import org.jspecify.annotations.Nullable;

/**
 * Who asked for events, as the table says it. A worker queues events for all destinations, also for
 * those that it cannot send to.
 *
 * @param id the id
 * @param filter which events it gets
 * @param after of these, only those whose ids are greater than this one; null for all
 * @param last of these, only those whose ids are not greater than this one; null for all
 */
public record Destination(
    DestinationId id, EventFilter filter, @Nullable EventId after, @Nullable EventId last) {

  /** Creates a destination for all events of a filter. */
  public Destination(DestinationId id, EventFilter filter) {
    this(id, filter, null, null);
  }

  /** Returns whether an event of a log of the destination is for it. */
  public boolean wants(Event event) {
    return filter.admits(event)
        && (after == null || event.id().compareTo(after) > 0)
        && (last == null || event.id().compareTo(last) <= 0);
  }
}
