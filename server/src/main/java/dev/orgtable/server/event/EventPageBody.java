package dev.orgtable.server.event;

import dev.orgtable.event.EventId;
import dev.orgtable.event.EventPage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of a log. It may have fewer events than requested, even none, and still be followed by
 * another page.
 *
 * @param data the events
 * @param last the id to continue after; null if the log has had no event up to here
 * @param more whether there are more events now
 */
public record EventPageBody(List<EventBody> data, @Nullable String last, boolean more) {

  static EventPageBody of(EventPage page) {
    EventId last = page.last();
    return new EventPageBody(
        page.events().stream().map(EventBody::of).toList(),
        last == null ? null : last.value(),
        page.more());
  }
}
