package dev.orgtable.event;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of a log. It may have fewer events than its limit, even none, and not be the last one.
 *
 * @param events the events
 * @param last the id to continue after; null if the log has had no event up to here
 * @param more whether there are more events now. A program that follows a log continues with {@code
 *     last} later on, also if there are none
 */
public record EventPage(List<Event> events, @Nullable EventId last, boolean more) {

  /** Copies the events. */
  public EventPage {
    events = List.copyOf(events);
  }
}
