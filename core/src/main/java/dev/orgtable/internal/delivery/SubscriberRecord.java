package dev.orgtable.internal.delivery;

import dev.orgtable.InvalidInput;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.Key;
import dev.orgtable.dynamodb.QuerySpec;
import dev.orgtable.dynamodb.Reads;
import dev.orgtable.event.Actor;
import dev.orgtable.event.EventFilter;
import dev.orgtable.event.EventId;
import dev.orgtable.event.EventType;
import dev.orgtable.internal.record.FieldCheck;
import dev.orgtable.internal.record.Keys;
import dev.orgtable.internal.record.Layout;
import dev.orgtable.internal.record.RecordType;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The record {@code subscriber}: code of an application that gets the events of all logs. */
public final class SubscriberRecord {

  public static final String TYP = "subscriber";

  /** The maximum number of subscribers of a table. */
  public static final int MOST = 10;

  private static final String PARTITION = "subscribers";
  private static final String SORT = Keys.SUBSCRIBERS;
  private static final String TYPES = "types";
  private static final String ACTOR_KIND = "actorKind";
  private static final String ACTOR = "actor";
  private static final String AFTER = "after";

  public static final RecordType TYPE =
      RecordType.of(TYP, PARTITION, SORT)
          .owning(key -> DestinationId.parse(key.rng()).isPresent())
          .checkedBy(SubscriberRecord::check);

  private SubscriberRecord() {}

  private static void check(FieldCheck fields) {
    if (fields.isCurrent() && from(fields.item()).isEmpty()) {
      fields.add("is not a subscriber");
    }
  }

  public static Key key(DestinationId subscriber) {
    return new Key(PARTITION, subscriber.toString());
  }

  public static Item item(Destination subscriber) {
    EventFilter filter = subscriber.filter();
    EventId after = subscriber.after();
    Item.Builder item = Layout.item(key(subscriber.id()), TYP);
    if (after != null) {
      item.with(AFTER, after.value());
    }
    if (!filter.types().isEmpty()) {
      item.with(TYPES, filter.types().stream().map(EventType::text).toList());
    }
    Actor.Kind kind = filter.kind();
    if (kind != null) {
      item.with(ACTOR_KIND, kind.text());
    }
    String actor = filter.actor();
    return actor == null ? item.build() : item.with(ACTOR, actor).build();
  }

  /** Returns the subscriber of a record; empty if it is not one that this version can read. */
  public static Optional<Destination> from(Item item) {
    Set<EventType> types = new HashSet<>();
    for (String text : item.strings(TYPES)) {
      EventType.of(text).ifPresent(types::add);
    }
    Actor.@Nullable Kind kind = item.string(ACTOR_KIND).flatMap(Actor.Kind::of).orElse(null);
    EventId after = item.string(AFTER).flatMap(EventId::parse).orElse(null);
    boolean valid =
        Layout.is(item, TYP)
            && types.size() == item.strings(TYPES).size()
            && types.isEmpty() == item.value(TYPES).isEmpty()
            && (kind == null) == item.value(ACTOR_KIND).isEmpty()
            && (after == null) == item.value(AFTER).isEmpty();
    return valid
        ? DestinationId.parse(item.key().rng())
            .map(
                id ->
                    new Destination(
                        id,
                        new EventFilter(types, kind, item.string(ACTOR).orElse(null)),
                        after,
                        null))
        : Optional.empty();
  }

  /**
   * Returns the greatest id of an event that is not for a subscriber; null if all are. It is read
   * from a record that cannot be read otherwise, too.
   *
   * @param unreadable the answer if the record says none that is valid
   */
  public static @Nullable EventId after(Item item, Supplier<EventId> unreadable) {
    return item.value(AFTER).isEmpty()
        ? null
        : item.string(AFTER).flatMap(EventId::parse).orElseGet(unreadable);
  }

  /**
   * Returns the subscribers of a table. Costs 1 read unit.
   *
   * @throws dev.orgtable.OrgtableException.UnreadableRecord if one cannot be read: no event is
   *     queued before it can, so that it misses none
   */
  public static List<Destination> of(Reads reads) {
    return reads.query(QuerySpec.of(PARTITION, SORT)).items().stream()
        .map(item -> from(item).orElseThrow(() -> Layout.unreadable(item.key())))
        .toList();
  }

  /** Returns the refusal of one subscriber more than {@value #MOST}. */
  public static InvalidInput tooMany() {
    return new InvalidInput("subscriber", "must be one of at most " + MOST);
  }
}
