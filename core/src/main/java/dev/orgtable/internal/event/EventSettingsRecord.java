package dev.orgtable.internal.event;

import dev.orgtable.InvalidInput;
import dev.orgtable.dynamodb.Condition;
import dev.orgtable.dynamodb.Consistency;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.Key;
import dev.orgtable.dynamodb.Reads;
import dev.orgtable.dynamodb.Transaction;
import dev.orgtable.event.EventSettings;
import dev.orgtable.event.EventSettings.Former;
import dev.orgtable.internal.record.ChildVersion;
import dev.orgtable.internal.record.Conditions;
import dev.orgtable.internal.record.FieldCheck;
import dev.orgtable.internal.record.Keys;
import dev.orgtable.internal.record.Layout;
import dev.orgtable.internal.record.RecordType;
import dev.orgtable.internal.record.Refusals;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The record {@code eventSettings}: whether the table keeps events. There is at most one. */
public final class EventSettingsRecord {

  public static final String TYP = "eventSettings";

  public static final RecordType TYPE =
      RecordType.of(TYP, Keys.EVENT_SETTINGS, Keys.EVENT_SETTINGS)
          .checkedBy(EventSettingsRecord::check);

  private static final String SINCE = "since";
  private static final String UNTIL = "until";
  private static final String RETENTION_DAYS = "retentionDays";
  private static final String FORMER_RETENTION_DAYS = "formerRetentionDays";
  private static final String FORMER_UNTIL = "formerUntil";

  /** The number of destinations. While there is one, new events are put in the outbox. */
  private static final String DESTINATIONS = "destinations";

  /** When new events began to be put in the outbox. */
  private static final String OUTBOX_SINCE = "outboxSince";

  private EventSettingsRecord() {}

  public static Key key() {
    return Keys.eventSettings();
  }

  private static void check(FieldCheck fields) {
    if (fields.isCurrent() && parse(fields.item()).isEmpty()) {
      fields.add("since, until or retentionDays is not valid");
    }
    Item item = fields.item();
    boolean counted = item.number(DESTINATIONS).filter(count -> count >= 0).isPresent();
    boolean began = item.instant(OUTBOX_SINCE).isPresent();
    boolean none = item.value(DESTINATIONS).isEmpty() && item.value(OUTBOX_SINCE).isEmpty();
    if (!none && !(counted && began)) {
      fields.add("destinations or outboxSince is not valid");
    }
  }

  public static Item item(EventSettings settings) {
    Item.Builder item =
        Layout.item(key(), TYP)
            .with(SINCE, settings.since())
            .with(RETENTION_DAYS, settings.retentionDays());
    Instant until = settings.until();
    if (until != null) {
      item.with(UNTIL, until);
    }
    Former former = settings.former();
    if (former != null) {
      item.with(FORMER_RETENTION_DAYS, former.retentionDays()).with(FORMER_UNTIL, former.until());
    }
    return item.build();
  }

  /** Reads the settings of a table, strongly consistent; empty if nobody has decided. */
  public static Optional<EventSettings> read(Reads reads) {
    return reads.get(key(), Consistency.STRONG).map(EventSettingsRecord::from);
  }

  /** Returns a record with other settings, and what it has about destinations. */
  public static Item with(Item before, EventSettings settings) {
    Item.Builder item = item(settings).change();
    before.value(DESTINATIONS).ifPresent(value -> item.with(DESTINATIONS, value));
    before.value(OUTBOX_SINCE).ifPresent(value -> item.with(OUTBOX_SINCE, value));
    before
        .value(ChildVersion.ATTRIBUTE)
        .ifPresent(value -> item.with(ChildVersion.ATTRIBUTE, value));
    return item.build();
  }

  /** Returns the condition that a record is as it was read. */
  public static Condition same(Item item) {
    Condition same = Conditions.same(item);
    return hasOutbox(item) ? same : same.lacking(OUTBOX_SINCE);
  }

  /** Returns whether there is, or was, a destination of events. */
  public static boolean hasOutbox(Item item) {
    return item.value(OUTBOX_SINCE).isPresent();
  }

  /** Returns the number of destinations. */
  public static long destinations(Item item) {
    return item.number(DESTINATIONS).orElse(0L);
  }

  /** Returns how often {@link #destinations} has changed. */
  public static long changes(Item item) {
    return item.number(ChildVersion.ATTRIBUTE).orElse(0L);
  }

  /** Returns when new events began to be put in the outbox; null if they are not. */
  static @Nullable Instant outboxSince(Item item) {
    return destinations(item) > 0 ? item.instant(OUTBOX_SINCE).orElse(null) : null;
  }

  /**
   * Counts a new destination. The first one takes effect {@link Journal#NOTICE} later.
   *
   * @param before the record; null if there is none
   * @param same whether on condition that no destination was counted since it was read
   */
  public static void addDestination(
      Transaction transaction, @Nullable Item before, Instant now, boolean same) {
    Instant since = now.plus(Journal.NOTICE);
    if (before == null) {
      Item.Builder first = item(EventSettings.since(now)).change();
      transaction.create(
          first
              .with(DESTINATIONS, 1)
              .with(OUTBOX_SINCE, since)
              .with(ChildVersion.ATTRIBUTE, 1)
              .build(),
          Refusals.changed());
      return;
    }
    Condition counted =
        same
            ? Conditions.sameNumber(Conditions.live(), ChildVersion.ATTRIBUTE, changes(before))
            : Conditions.live();
    boolean isFirst = destinations(before) < 1;
    transaction.update(
        key(),
        isFirst
            ? ChildVersion.increment().set(DESTINATIONS, 1).set(OUTBOX_SINCE, since)
            : ChildVersion.increment().add(DESTINATIONS, 1),
        isFirst ? counted.absentOrBelow(DESTINATIONS, 1) : counted.atLeast(DESTINATIONS, 1),
        Refusals.changed());
  }

  /** Returns a record with the number of destinations that were counted again. */
  public static Item counting(Item before, long destinations, Instant now) {
    Item.Builder item =
        before
            .change()
            .with(DESTINATIONS, destinations)
            .with(ChildVersion.ATTRIBUTE, changes(before) + 1);
    if (destinations(before) < 1 || item.build().instant(OUTBOX_SINCE).isEmpty()) {
      item.with(OUTBOX_SINCE, now.plus(Journal.NOTICE));
    }
    return item.build();
  }

  /** Counts some destinations no more. A damaged count that is too low stays as it is. */
  public static void removeDestinations(Transaction transaction, int count) {
    transaction
        .update(
            key(),
            ChildVersion.increment().add(DESTINATIONS, -count),
            Conditions.live().atLeast(DESTINATIONS, count),
            Refusals.changed())
        .orLeave();
  }

  /**
   * Returns the settings of a record.
   *
   * @throws dev.orgtable.OrgtableException.UnreadableRecord if it is not valid
   */
  public static EventSettings from(Item item) {
    return parse(item).orElseThrow(() -> Layout.unreadable(key()));
  }

  private static Optional<EventSettings> parse(Item item) {
    Optional<Instant> since = item.instant(SINCE);
    Optional<Instant> until = item.instant(UNTIL);
    Optional<Integer> days = days(item, RETENTION_DAYS);
    boolean valid =
        Layout.is(item, TYP)
            && since.isPresent()
            && until.isPresent() == item.value(UNTIL).isPresent()
            && days.isPresent();
    try {
      return valid
          ? Optional.of(
              new EventSettings(since.get(), until.orElse(null), days.get(), former(item)))
          : Optional.empty();
    } catch (InvalidInput e) {
      return Optional.empty();
    }
  }

  private static Optional<Integer> days(Item item, String attribute) {
    return item.number(attribute)
        .filter(each -> each >= 0 && each <= EventSettings.MOST_RETENTION_DAYS)
        .map(Math::toIntExact);
  }

  private static @Nullable Former former(Item item) {
    if (item.value(FORMER_RETENTION_DAYS).isEmpty() && item.value(FORMER_UNTIL).isEmpty()) {
      return null;
    }
    return new Former(
        days(item, FORMER_RETENTION_DAYS).orElse(0),
        item.instant(FORMER_UNTIL)
            .orElseThrow(() -> new InvalidInput(FORMER_UNTIL, "is not a time")));
  }
}
