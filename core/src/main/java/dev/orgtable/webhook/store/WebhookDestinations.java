package dev.orgtable.webhook.store;

import dev.orgtable.dynamodb.Consistency;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.Reads;
import dev.orgtable.event.EventId;
import dev.orgtable.event.EventLog;
import dev.orgtable.internal.delivery.Destination;
import dev.orgtable.internal.delivery.DestinationId;
import dev.orgtable.internal.delivery.Destinations;
import dev.orgtable.internal.record.Tombstones;
import dev.orgtable.internal.webhook.WebhookRecord;
import dev.orgtable.webhook.Webhook;
import dev.orgtable.webhook.WebhookOwner;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The endpoints that are told of the events of a log. */
public final class WebhookDestinations implements Destinations {

  /** Creates the destinations of a table. */
  public WebhookDestinations() {}

  @Override
  public List<Destination> of(Reads reads, EventLog log) {
    List<Destination> all = new ArrayList<>();
    add(all, WebhookItems.of(reads, WebhookOwner.TABLE));
    if (log instanceof EventLog.OfOrganisation of) {
      List<Item> items = WebhookItems.of(reads, new WebhookOwner.OfOrganisation(of.organisation()));
      if (!items.isEmpty()) {
        add(all, Tombstones.read(reads, Consistency.STRONG).live(items));
      }
    }
    return all;
  }

  private static void add(List<Destination> all, List<Item> items) {
    for (Item item : items) {
      WebhookRecord.from(item)
          .map(
              record ->
                  new Destination(
                      id(record.webhook()),
                      WebhookRecord.wanted(item),
                      record.after(),
                      last(record.webhook())))
          .ifPresent(all::add);
    }
  }

  /**
   * Returns the last event before an endpoint was disabled, from which on it gets none; null if it
   * is enabled.
   */
  private static @Nullable EventId last(Webhook webhook) {
    Webhook.Disabled disabled = webhook.disabled();
    return disabled == null ? null : EventId.lastOf(disabled.at().minusMillis(1));
  }

  /** Returns the id of an endpoint as a destination. */
  static DestinationId id(Webhook webhook) {
    return new DestinationId(DestinationId.Kind.WEBHOOK, webhook.id().value());
  }
}
