package dev.orgtable.internal;

import dev.orgtable.event.Actor;
import dev.orgtable.event.Details;
import dev.orgtable.event.EventFilter;
import dev.orgtable.event.EventType;
import dev.orgtable.internal.delivery.Destination;
import dev.orgtable.internal.delivery.DestinationId;
import dev.orgtable.internal.event.Draft;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The events of changes of subscribers, which are in the log of the table. */
final class SubscriberEvents {

  private static final String SUBSCRIBER = "subscriber";

  private SubscriberEvents() {}

  static Draft added(Destination subscriber) {
    Details details = Details.NONE.changing(SUBSCRIBER, null, subscriber.id().name());
    return Draft.of(
        EventType.SUBSCRIBER_ADDED, changing(details, EventFilter.ALL, subscriber.filter()));
  }

  static Draft changed(Destination before, Destination after) {
    Details details = Details.NONE.keeping(SUBSCRIBER, after.id().name());
    return Draft.of(
        EventType.SUBSCRIBER_CHANGED, changing(details, before.filter(), after.filter()));
  }

  static Draft removed(DestinationId subscriber) {
    return Draft.of(
        EventType.SUBSCRIBER_REMOVED, Details.NONE.changing(SUBSCRIBER, subscriber.name(), null));
  }

  private static Details changing(Details details, EventFilter before, EventFilter after) {
    return details
        .changing("types", types(before), types(after))
        .changing("actorKind", kind(before.kind()), kind(after.kind()))
        .changing("actor", before.actor(), after.actor());
  }

  private static @Nullable String types(EventFilter filter) {
    return filter.types().isEmpty()
        ? null
        : filter.types().stream().map(EventType::text).sorted().collect(Collectors.joining(" "));
  }

  private static @Nullable String kind(Actor.@Nullable Kind kind) {
    return kind == null ? null : kind.text();
  }
}
