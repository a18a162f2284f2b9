package dev.orgtable.internal.delivery;

import dev.orgtable.event.Event;
import dev.orgtable.event.EventFilter;

/**
 * Who asked for events, as the table says it. A worker queues events for all destinations, also for
 * those that it cannot send to.
 *
 * @param id the id
 * @param filter which events it gets
 */
public record Destination(DestinationId id, EventFilter filter) {

  /** Returns whether an event of a log of the destination is for it. */
  public boolean wants(Event event) {
    return filter.admits(event);
  }
}
