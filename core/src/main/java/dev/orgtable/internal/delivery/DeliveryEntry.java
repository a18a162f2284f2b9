package dev.orgtable.internal.delivery;

import dev.orgtable.dynamodb.Condition;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.Key;
import dev.orgtable.dynamodb.QuerySpec;
import dev.orgtable.event.EventId;
import dev.orgtable.event.EventLog;
import dev.orgtable.internal.event.EventRecord;
import dev.orgtable.internal.record.Conditions;
import dev.orgtable.internal.record.Expiry;
import dev.orgtable.internal.record.FieldCheck;
import dev.orgtable.internal.record.Layout;
import dev.orgtable.internal.record.RecordType;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * An entry of the log of deliveries of a destination, the record {@code deliveryEntry}. A
 * destination has a partition for those of all logs, sorted by the id of the event. It is kept for
 * 30 days after the last attempt.
 *
 * @param destination the destination
 * @param log the log of the event
 * @param event the event
 * @param state what came of it so far
 * @param attempts the number of attempts; 0 if the destination was disabled before the first
 * @param at when the last one ended
 * @param status the HTTP status of the last answer; {@value Outcome#NO_STATUS} if there was none
 * @param millis how long the last attempt took, in milliseconds
 * @param reason why the last attempt failed, or what was wrong with the answer that accepted the
 *     event; empty if nothing
 */
public record DeliveryEntry(
    DestinationId destination,
    EventLog log,
    EventId event,
    State state,
    int attempts,
    Instant at,
    int status,
    long millis,
    String reason) {

  public static final String TYP = "deliveryEntry";

  private static final String PARTITIONS = "deliveryLog/";
  private static final String SORT = "deliveryEntry/";

  public static final RecordType TYPE =
      RecordType.of(TYP, PARTITIONS, SORT)
          .owning(key -> destination(key).isPresent() && id(key).isPresent())
          .checkedBy(DeliveryEntry::check)
          .expiring();

  private static final Duration KEPT = Duration.ofDays(30);
  private static final String LOG = "log";
  private static final String STATE = "state";
  private static final String ATTEMPTS = "attempts";
  private static final String AT = "at";
  private static final String STATUS = "status";
  private static final String MILLIS = "millis";
  private static final String REASON = "reason";

  /** What came of a delivery so far. */
  public enum State {
    /** The receiver has the event. */
    DELIVERED,
    /** It failed, and is attempted again. */
    RETRIED,
    /** It failed, and is not attempted again unless it is asked for. */
    FAILED;

    String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static void check(FieldCheck fields) {
    if (fields.isCurrent() && from(fields.item()).isEmpty()) {
      fields.add("is not an entry of a log of deliveries");
    }
  }

  private static Optional<DestinationId> destination(Key key) {
    return DestinationId.parse(key.id().substring(PARTITIONS.length()));
  }

  /** Returns the event of the entry under a key; empty if it has no valid id. */
  public static Optional<EventId> id(Key key) {
    return EventId.parse(key.rng().substring(SORT.length()));
  }

  /** Returns the key of the entry of an event. */
  public static Key key(DestinationId destination, EventId event) {
    return new Key(PARTITIONS + destination, SORT + event);
  }

  /** Returns a query for the entries of a destination, in the order of their events. */
  public static QuerySpec list(DestinationId destination) {
    return QuerySpec.of(PARTITIONS + destination, SORT);
  }

  /** Returns this entry in another state. */
  public DeliveryEntry in(State other) {
    return new DeliveryEntry(destination, log, event, other, attempts, at, status, millis, reason);
  }

  /** Returns this entry as one that is attempted no more, with what the last attempt came to. */
  public DeliveryEntry givenUp(String why) {
    return new DeliveryEntry(
        destination, log, event, State.FAILED, attempts, at, status, millis, why);
  }

  /** The record has the state of this entry. */
  public Condition same() {
    return Conditions.live().equal(STATE, state.text());
  }

  /** Returns the record. */
  public Item item() {
    Item.Builder item =
        Layout.item(key(destination, event), TYP)
            .with(LOG, EventRecord.partition(log))
            .with(STATE, state.text())
            .with(ATTEMPTS, attempts)
            .with(AT, at)
            .with(STATUS, status)
            .with(MILLIS, millis);
    if (!reason.isEmpty()) {
      item.with(REASON, reason);
    }
    return Expiry.with(item, at.plus(KEPT)).build();
  }

  /** Returns the entry of a record; empty if it is not valid. */
  public static Optional<DeliveryEntry> from(Item item) {
    Key key = item.key();
    if (!Layout.is(item, TYP) || !TYPE.claims(key)) {
      return Optional.empty();
    }
    Optional<DestinationId> destination = destination(key);
    Optional<EventId> event = id(key);
    Optional<EventLog> log = EventRecord.logOf(item.text(LOG));
    Optional<Instant> at = item.instant(AT);
    Optional<State> state =
        Arrays.stream(State.values())
            .filter(each -> each.text().equals(item.text(STATE)))
            .findFirst();
    return destination.isEmpty()
            || event.isEmpty()
            || log.isEmpty()
            || at.isEmpty()
            || state.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new DeliveryEntry(
                destination.get(),
                log.get(),
                event.get(),
                state.get(),
                (int) number(item, ATTEMPTS),
                at.get(),
                (int) number(item, STATUS),
                number(item, MILLIS),
                item.text(REASON)));
  }

  private static long number(Item item, String attribute) {
    return Math.max(0, Math.min(item.number(attribute).orElse(0L), Integer.MAX_VALUE));
  }
}
