package dev.orgtable.webhook.store;

import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.ItemPage;
import dev.orgtable.dynamodb.QuerySpec;
import dev.orgtable.dynamodb.Reads;
import dev.orgtable.event.Event;
import dev.orgtable.event.EventId;
import dev.orgtable.event.EventLog;
import dev.orgtable.event.EventSettings;
import dev.orgtable.event.EventType;
import dev.orgtable.internal.event.EventRecord;
import dev.orgtable.webhook.WebhookOwner;
import java.time.Instant;

/**
 * Where the events of a new endpoint begin: behind those that are settled. A later change may have
 * an id of an earlier time, by a clock that is behind. Earlier events may still be in the outbox,
 * also those of a deleted organisation with the same id, which are not for its successor.
 */
final class WebhookStart {

  private WebhookStart() {}

  /**
   * Returns the greatest id that is not for an endpoint. Costs the bytes of the events of the
   * organisation in the last minutes.
   */
  static EventId after(Reads reads, WebhookOwner owner, Instant now) {
    EventId start = EventId.lastOf(now.minus(EventSettings.SETTLING));
    return owner instanceof WebhookOwner.OfOrganisation of
        ? after(reads, new EventLog.OfOrganisation(of.organisation()), start)
        : start;
  }

  /** Returns the last id of another organisation, if there is one after a start. */
  private static EventId after(Reads reads, EventLog log, EventId start) {
    QuerySpec list = QuerySpec.of(EventRecord.partition(log), EventRecord.sort(log));
    EventId after = start;
    EventId last = start;
    for (ItemPage page : reads.pages(list.after(EventRecord.key(log, start).attributes()))) {
      for (Item item : page.items()) {
        Event event = EventRecord.from(item).orElse(null);
        if (event != null) {
          if (event.type() == EventType.ORGANISATION_DELETED) {
            after = event.id();
          } else if (event.type() == EventType.ORGANISATION_CREATED) {
            after = last;
          }
          last = event.id();
        }
      }
    }
    return after;
  }
}
