package dev.orgtable.internal.event;

import dev.orgtable.InvalidInput;
import dev.orgtable.dynamodb.Consistency;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.Key;
import dev.orgtable.dynamodb.Reads;
import dev.orgtable.event.EventSettings;
import dev.orgtable.event.EventSettings.Former;
import dev.orgtable.internal.record.FieldCheck;
import dev.orgtable.internal.record.Keys;
import dev.orgtable.internal.record.Layout;
import dev.orgtable.internal.record.RecordType;
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

  private EventSettingsRecord() {}

  public static Key key() {
    return Keys.eventSettings();
  }

  private static void check(FieldCheck fields) {
    if (fields.isCurrent() && parse(fields.item()).isEmpty()) {
      fields.add("since, until or retentionDays is not valid");
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
