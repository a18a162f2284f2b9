package dev.orgtable.maintenance;

import dev.orgtable.dynamodb.Consistency;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.Key;
import dev.orgtable.internal.Context;
import dev.orgtable.internal.delivery.SubscriberRecord;
import dev.orgtable.internal.event.EventSettingsRecord;
import dev.orgtable.internal.record.Layout;
import dev.orgtable.internal.record.RecordType;
import dev.orgtable.internal.webhook.WebhookRecord;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Compares the number of destinations in the settings of events with their records. With a number
 * that is too low, new events would be put in no outbox once it is 0.
 */
final class DestinationCheck {

  private static final List<RecordType> TYPES =
      Stream.concat(Stream.of(SubscriberRecord.TYPE), WebhookRecord.TYPES.stream()).toList();

  private final Context context;
  private final AtomicLong found = new AtomicLong();

  /** The settings before any record was read; null if there are none. */
  private final @Nullable Item before;

  private DestinationCheck(Context context, @Nullable Item before) {
    this.context = context;
    this.before = before;
  }

  static DestinationCheck of(Context context) {
    return new DestinationCheck(context, settings(context).orElse(null));
  }

  private static Optional<Item> settings(Context context) {
    return context
        .open()
        .get(EventSettingsRecord.key(), Consistency.STRONG)
        .filter(item -> Layout.is(item, EventSettingsRecord.TYP));
  }

  /** Counts the destinations among some items. */
  void count(Collection<Item> items) {
    found.addAndGet(items.stream().filter(DestinationCheck::isOne).count());
  }

  private static boolean isOne(Item item) {
    return TYPES.stream()
        .anyMatch(type -> type.claims(item.key()) && Layout.type(item).equals(type.name()));
  }

  /** Reports a wrong number, unless it changed while the table was read. */
  void report(Consumer<Violation> reported) {
    Item first = before;
    if (first != null && isWrong(first) && isUnchanged(first)) {
      Key key = EventSettingsRecord.key();
      long counted = EventSettingsRecord.destinations(first);
      reported.accept(
          new Violation(
              Violation.Code.DESTINATIONS,
              key.id(),
              key.rng(),
              "destinations is " + counted + ", there are " + found));
    }
  }

  private boolean isWrong(Item item) {
    return EventSettingsRecord.destinations(item) != found.get();
  }

  private boolean isUnchanged(Item first) {
    return settings(context).filter(now -> isSameCount(first, now)).isPresent();
  }

  private static boolean isSameCount(Item one, Item other) {
    return EventSettingsRecord.changes(one) == EventSettingsRecord.changes(other)
        && EventSettingsRecord.destinations(one) == EventSettingsRecord.destinations(other);
  }

  /**
   * Sets the number to that of the records that were read. Reads nothing itself: a scan would
   * exceed the deadline of one repair.
   *
   * @param item the settings as they are now
   */
  Fix fix(Item item) {
    if (before == null || !isSameCount(before, item)) {
      return Fix.none("destinations changed since the table was read: repair again");
    }
    return Fix.put(
        "destinations counted: " + found,
        item,
        EventSettingsRecord.counting(item, found.get(), context.trustedNow()));
  }
}
