package dev.orgtable.internal.delivery;

import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.Key;
import dev.orgtable.dynamodb.QuerySpec;
import dev.orgtable.event.EventId;
import dev.orgtable.internal.event.EventRecord;
import dev.orgtable.internal.record.FieldCheck;
import dev.orgtable.internal.record.Layout;
import dev.orgtable.internal.record.RecordType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The record {@code delivery}: events that wait in a queue. Its sort key ends in its number in the
 * queue.
 */
public final class WaitingRecord {

  public static final String TYP = "delivery";

  private static final String SORT = "delivery/";
  private static final Pattern NUMBER = Pattern.compile("[0-9]{16}");
  private static final String EVENTS = "events";

  public static final RecordType TYPE =
      RecordType.of(TYP, "deliveries/", SORT)
          .owning(
              key ->
                  DeliveryQueue.of(key).isPresent()
                      && NUMBER.matcher(key.rng().substring(SORT.length())).matches())
          .checkedBy(WaitingRecord::check);

  private WaitingRecord() {}

  private static void check(FieldCheck fields) {
    if (fields.isCurrent() && events(fields.item()).isEmpty()) {
      fields.add("events is not a set of ids of events");
    }
  }

  static Item item(DeliveryQueue queue, long number, Collection<EventId> events) {
    if (events.isEmpty() || events.size() > DeliveryQueue.MOST_EVENTS) {
      throw new IllegalArgumentException(events.size() + " events");
    }
    String text = String.format(Locale.ROOT, "%016d", number);
    return Layout.item(new Key(queue.partition(), SORT + text), TYP)
        .with(EVENTS, events.stream().map(EventId::value).toList())
        .build();
  }

  /** Returns the number of a record in its queue. */
  public static long number(Item item) {
    if (!TYPE.owns(item.key())) {
      throw Layout.unreadable(item.key());
    }
    return Long.parseLong(item.key().rng().substring(SORT.length()));
  }

  /** Returns a query for what waits in a queue, in order. */
  public static QuerySpec list(DeliveryQueue queue) {
    return QuerySpec.of(queue.partition(), SORT);
  }

  /** Returns the events that wait, in the order of the log; empty if the record is not valid. */
  public static List<EventId> events(Item item) {
    List<EventId> events = new ArrayList<>();
    for (String text : item.strings(EVENTS)) {
      Optional<EventId> id = EventId.parse(text);
      if (id.isEmpty()) {
        return List.of();
      }
      events.add(id.get());
    }
    events.sort(null);
    return events;
  }

  /** Returns the keys of the events that wait; empty if the record is not valid. */
  public static List<Key> keys(Item item) {
    return DeliveryQueue.of(item.key()).stream()
        .flatMap(queue -> events(item).stream().map(id -> EventRecord.key(queue.log(), id)))
        .toList();
  }

  /** Returns the record with other events. */
  public static Item with(Item item, Collection<EventId> events) {
    return item.change().with(EVENTS, events.stream().map(EventId::value).toList()).build();
  }
}
