package dev.orgtable.internal.event;

import dev.orgtable.OrganisationId;
import dev.orgtable.UserId;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.Key;
import dev.orgtable.event.Actor;
import dev.orgtable.event.Cause;
import dev.orgtable.event.Details;
import dev.orgtable.event.Event;
import dev.orgtable.event.EventId;
import dev.orgtable.event.EventLog;
import dev.orgtable.event.EventType;
import dev.orgtable.internal.record.Expiry;
import dev.orgtable.internal.record.FieldCheck;
import dev.orgtable.internal.record.Keys;
import dev.orgtable.internal.record.Layout;
import dev.orgtable.internal.record.RecordType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The records of events: one in the transaction of each change. Each log has a partition of its
 * own, beside that of the organisation or the user, so that what reads or deletes those does not
 * meet events.
 */
public final class EventRecord {

  private static final String OF_ORGANISATIONS = "organisationEvents/";
  private static final String OF_USERS = "userEvents/";
  private static final String OF_TABLE = "tableEvents";

  private static final String ORGANISATION_EVENT = "organisationEvent";
  private static final String USER_EVENT = "userEvent";
  private static final String TABLE_EVENT = "tableEvent";

  private static final String ORGANISATION_EVENTS = ORGANISATION_EVENT + Keys.SEPARATOR;
  private static final String USER_EVENTS = USER_EVENT + Keys.SEPARATOR;
  private static final String TABLE_EVENTS = TABLE_EVENT + Keys.SEPARATOR;

  private static final Pattern TYPE_TEXT = Pattern.compile("[a-z][a-z_]{0,31}\\.[a-z_]{1,31}");

  private static final String TYPE = "type";
  private static final String ACTOR = "actor";
  private static final String CAUSE = "cause";
  private static final String DETAILS = "details";

  /** The types of the records of the three kinds of logs. */
  public static final List<RecordType> TYPES =
      List.of(
          type(ORGANISATION_EVENT, OF_ORGANISATIONS),
          type(USER_EVENT, OF_USERS),
          type(TABLE_EVENT, OF_TABLE));

  private EventRecord() {}

  private static RecordType type(String typ, String partitions) {
    return RecordType.of(typ, partitions, typ + Keys.SEPARATOR)
        .owning(key -> log(key).isPresent() && id(key).isPresent())
        .checkedBy(EventRecord::check)
        .expiring();
  }

  private static void check(FieldCheck fields) {
    if (fields.isCurrent() && from(fields.item()).isEmpty()) {
      fields.add("is not an event");
    }
    OutboxEntry.check(fields);
  }

  /** Returns the partition of a log. */
  public static String partition(EventLog log) {
    if (log instanceof EventLog.OfOrganisation of) {
      return OF_ORGANISATIONS + of.organisation();
    }
    return log instanceof EventLog.OfUser of ? OF_USERS + of.user() : OF_TABLE;
  }

  /** Returns what the sort keys of a log begin with. */
  public static String sort(EventLog log) {
    return of(log, ORGANISATION_EVENTS, USER_EVENTS, TABLE_EVENTS);
  }

  /** Returns the keys of the records that an event of their change is named on. */
  static Predicate<Key> concerned(Event event) {
    if (event.log() instanceof EventLog.OfOrganisation of) {
      String partition = Keys.ORGANISATIONS + of.organisation();
      return key -> key.id().equals(partition);
    }
    return event.log() instanceof EventLog.OfUser
        ? key -> isOf(event.details(), key)
        : EventRecord::isOfTable;
  }

  /**
   * Returns whether an event tells of the change of a record: it is in the log of the record, or
   * names the user; or the record is a member that copies the changed user.
   */
  static boolean tells(Draft event, Key key) {
    EventLog log = event.log();
    if (log instanceof EventLog.OfOrganisation of
        && key.id().equals(Keys.ORGANISATIONS + of.organisation())) {
      return true;
    }
    Details.Person user = event.details().user();
    boolean isCopy =
        log instanceof EventLog.OfUser
            && user != null
            && key.rng().equals(Keys.MEMBERS + user.email());
    return isCopy
        || (log.equals(EventLog.TABLE) && isOfTable(key))
        || isOf(event.details(), key)
        || event.details().members().stream()
            .anyMatch(member -> key.equals(Keys.user(member.user().email())));
  }

  private static boolean isOfTable(Key key) {
    return key.equals(Keys.roles())
        || key.rng().equals(Keys.API_KEY)
        || key.rng().startsWith(Keys.TABLE_WEBHOOKS)
        || key.rng().startsWith(Keys.SUBSCRIBERS);
  }

  /** Returns whether a key is that of the user, at the present address or the one before. */
  private static boolean isOf(Details details, Key key) {
    Details.Person user = details.user();
    Details.Value moved = details.values().get(Details.EMAIL);
    return user != null
        && (key.equals(Keys.user(user.email()))
            || (moved != null && key.equals(new Key(Keys.USERS + moved.before(), Keys.USER))));
  }

  private static String typ(EventLog log) {
    return of(log, ORGANISATION_EVENT, USER_EVENT, TABLE_EVENT);
  }

  /** Returns the one of three texts that belongs to the kind of a log. */
  private static String of(EventLog log, String ofOrganisation, String ofUser, String ofTable) {
    if (log instanceof EventLog.OfOrganisation) {
      return ofOrganisation;
    }
    return log instanceof EventLog.OfUser ? ofUser : ofTable;
  }

  /** Returns the key of an event. */
  public static Key key(EventLog log, EventId id) {
    return new Key(partition(log), sort(log) + id);
  }

  private static Optional<EventLog> log(Key key) {
    return logOf(key.id());
  }

  /** Returns the log with a partition; empty if there is none. */
  public static Optional<EventLog> logOf(String partition) {
    if (partition.equals(OF_TABLE)) {
      return Optional.of(EventLog.TABLE);
    }
    return after(partition, OF_ORGANISATIONS)
        .flatMap(text -> Texts.parse(text, OrganisationId::of))
        .<EventLog>map(EventLog.OfOrganisation::new)
        .or(
            () ->
                after(partition, OF_USERS)
                    .flatMap(text -> Texts.parse(text, UserId::of))
                    .map(EventLog.OfUser::new))
        .filter(found -> partition(found).equals(partition));
  }

  /** Returns the id in the key of an event; empty for other keys. */
  public static Optional<EventId> id(Key key) {
    return log(key)
        .flatMap(found -> after(key.rng(), sort(found)))
        .flatMap(text -> Texts.parse(text, EventId::of).filter(id -> id.value().equals(text)));
  }

  private static Optional<String> after(String text, String prefix) {
    return text.startsWith(prefix)
        ? Optional.of(text.substring(prefix.length()))
        : Optional.empty();
  }

  /**
   * Returns the record of an event.
   *
   * @param end when the record expires; null if never
   */
  public static Item item(Event event, @Nullable Instant end) {
    Item.Builder item =
        Layout.item(key(event.log(), event.id()), typ(event.log()))
            .with(TYPE, Layout.word(event.type().text()))
            .with(ACTOR, StoredOrigin.of(event.actor()))
            .with(DETAILS, AttributeValue.fromM(StoredDetails.of(event.details())));
    Map<String, AttributeValue> cause = StoredOrigin.of(event.cause());
    if (!cause.isEmpty()) {
      item.with(CAUSE, AttributeValue.fromM(cause));
    }
    return end == null ? item.build() : Expiry.with(item, end).build();
  }

  /** Returns the id of the last event that a record names; empty if it is none. */
  public static Optional<EventId> last(Item record) {
    return Texts.parse(record.text(Layout.EVENT), EventId::of);
  }

  /** Returns whether an item is the record of an event, also of one that cannot be read. */
  public static boolean isOne(Item item) {
    return log(item.key()).filter(log -> Layout.type(item).equals(typ(log))).isPresent();
  }

  /**
   * Returns the event of a record, also one of a type of a newer version, with the details that
   * this version knows; empty if it is none.
   */
  public static Optional<Event> from(Item item) {
    Optional<EventLog> log = log(item.key());
    Optional<EventId> id = id(item.key());
    String type = item.text(TYPE);
    if (log.isEmpty()
        || id.isEmpty()
        || !Layout.is(item, typ(log.get()))
        || !TYPE_TEXT.matcher(type).matches()) {
      return Optional.empty();
    }
    EventType kind = EventType.of(type).orElse(EventType.OTHER);
    Optional<Actor> actor = item.value(ACTOR).flatMap(StoredOrigin::actor);
    Optional<Cause> cause =
        item.value(CAUSE).map(StoredOrigin::cause).orElse(Optional.of(Cause.NONE));
    Optional<Details> details = item.value(DETAILS).flatMap(stored -> details(kind, stored.m()));
    return actor.isPresent() && cause.isPresent() && details.isPresent()
        ? Optional.of(
            new Event(log.get(), id.get(), kind, actor.get(), cause.get(), details.get(), type))
        : Optional.empty();
  }

  private static Optional<Details> details(EventType type, Map<String, AttributeValue> stored) {
    Optional<Details> read = StoredDetails.details(stored);
    return type == EventType.OTHER ? Optional.of(read.orElse(Details.NONE)) : read;
  }
}
