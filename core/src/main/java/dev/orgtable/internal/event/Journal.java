package dev.orgtable.internal.event;

import dev.orgtable.dynamodb.ConflictException;
import dev.orgtable.dynamodb.Connection;
import dev.orgtable.dynamodb.Consistency;
import dev.orgtable.dynamodb.CostListener;
import dev.orgtable.dynamodb.EngineClock;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.Key;
import dev.orgtable.dynamodb.QuerySpec;
import dev.orgtable.dynamodb.Reads;
import dev.orgtable.dynamodb.Table;
import dev.orgtable.dynamodb.TableSettings;
import dev.orgtable.dynamodb.Transaction;
import dev.orgtable.event.Event;
import dev.orgtable.event.EventId;
import dev.orgtable.event.EventLog;
import dev.orgtable.event.EventSettings;
import dev.orgtable.event.EventType;
import dev.orgtable.event.Origin;
import dev.orgtable.internal.record.Keys;
import dev.orgtable.internal.record.Layout;
import dev.orgtable.internal.record.Refusals;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes events in the transactions of their changes, if the table keeps events. A transaction that
 * changes records whose changes have events must emit one that tells of each, or declare that it
 * has none.
 *
 * <p>Whether the table keeps events is read with the first change, and again after {@link #KNOWN}.
 * So a setting that takes effect {@link #NOTICE} after it was written takes effect everywhere at
 * once. This read is not part of the cost of an operation.
 */
public final class Journal implements Transaction.Outbox {

  /** The time for which settings are used, from before their read. */
  static final Duration KNOWN = Duration.ofSeconds(30);

  /** The time from a change of the settings until it takes effect. */
  public static final Duration NOTICE = Duration.ofSeconds(60);

  private static final Set<String> WITH_EVENTS =
      Set.of(
          Keys.USER,
          Keys.ORGANISATION,
          Keys.MEMBERS,
          Keys.INVITATIONS,
          Keys.SERVICES,
          Keys.GROUPS,
          Keys.GROUP_ROLES,
          Keys.API_KEY,
          Keys.ROLES,
          Keys.ORGANISATION_WEBHOOKS,
          Keys.TABLE_WEBHOOKS,
          Keys.SUBSCRIBERS);

  /** The changes of the settings, which have events even while no others are kept. */
  private static final Set<EventType> ALWAYS =
      Set.of(EventType.EVENTS_KEPT, EventType.EVENTS_STOPPED);

  private final Connection connection;
  private final State state;
  private final Supplier<Origin> origin;

  private Journal(Connection connection, State state, Supplier<Origin> origin) {
    this.connection = connection;
    this.state = state;
    this.origin = origin;
  }

  /** What all journals of a connection share. */
  private record State(
      EventClock clock, AtomicReference<@Nullable Known> known, LongSupplier nanoTime) {}

  /**
   * The settings as they were read.
   *
   * @param outboxSince when events began to be put in the outbox; null if they are not
   * @param begunAt when the read began, on the monotonic clock
   * @param here the same on the local clock, which also advances while the machine is suspended
   */
  record Known(EventSettings settings, @Nullable Instant outboxSince, long begunAt, Instant here) {

    boolean outbox(Instant time) {
      return outboxSince != null && !time.isBefore(outboxSince);
    }

    boolean isRecent(long now, Instant nowHere) {
      return now - begunAt < KNOWN.toNanos()
          && Duration.between(here, nowHere).abs().compareTo(KNOWN) < 0;
    }
  }

  /** Returns the journal of a table, for changes through the library. */
  public static Journal of(Connection connection) {
    TableSettings now = connection.settings();
    Connection unmetered =
        connection.with(
            new TableSettings(
                now.clock(), now.deadline(), now.attemptTimeout(), CostListener.NONE));
    EventClock clock = EventClock.of(now.clock(), connection.tableName());
    State state = new State(clock, new AtomicReference<>(), System::nanoTime);
    return new Journal(unmetered, state, () -> Origin.LIBRARY);
  }

  /**
   * Returns this journal for changes of an origin, which is asked for on the thread that writes.
   */
  public Journal from(Supplier<Origin> other) {
    return new Journal(connection, state, other);
  }

  /** Returns the origin of changes on this thread. */
  public Origin origin() {
    return origin.get();
  }

  @Override
  public void complete(Transaction transaction) {
    refuseForgotten(transaction);
    if (transaction.events().isEmpty()) {
      return;
    }
    Known known = known();
    EventSettings settings = known.settings();
    Map<EventLog, Event> last = new LinkedHashMap<>();
    Origin by = origin.get();
    for (Object each : transaction.events()) {
      Draft draft = (Draft) each;
      EventId id = state.clock().next(now());
      if (settings.keep(id.time()) || ALWAYS.contains(draft.type())) {
        Event event =
            new Event(
                draft.log(),
                id,
                draft.type(),
                draft.actor(by.actor()),
                by.cause(),
                draft.details());
        Item item = item(event, settings);
        transaction.create(
            known.outbox(id.time()) ? OutboxEntry.with(item, event.log(), id) : item,
            Refusals.changed());
        last.put(event.log(), event);
      }
    }
    last.values().forEach(event -> stamp(transaction, event));
  }

  private static Item item(Event event, EventSettings settings) {
    return EventRecord.item(event, settings.removal(event.time()).orElse(null));
  }

  /**
   * Makes the ids of events that follow those of a log, for a record that is created where one may
   * have been deleted: on which the event of its deletion, by a process whose clock is ahead, can
   * be named no more. Costs one request and 1 read unit, if the table keeps events.
   */
  public void follow(Reads reads, EventLog log) {
    if (keepsEvents()) {
      QuerySpec newest = QuerySpec.of(EventRecord.partition(log), EventRecord.sort(log));
      reads.query(newest.fromTheEnd().limit(1)).items().stream()
          .flatMap(item -> EventRecord.from(item).stream())
          .map(Event::id)
          .filter(id -> !isOfTheFuture(id))
          .forEach(state.clock()::saw);
    }
  }

  /** Returns whether the table keeps events now. */
  public boolean keepsEvents() {
    return known().settings().keep(now());
  }

  /** Names an event, the last one of its log, on the records that it concerns. */
  private void stamp(Transaction transaction, Event event) {
    transaction.stamp(
        EventRecord.concerned(event), Layout.EVENT, event.id().value(), this::isLater);
  }

  /**
   * Continues after the time of another process whose clock is ahead, by as much as clocks may be.
   * An id of a later time is a fault of the record.
   */
  private RuntimeException isLater(@Nullable Item found) {
    if (found == null) {
      return new ConflictException();
    }
    EventId id = EventRecord.last(found).orElse(null);
    if (id == null || isOfTheFuture(id)) {
      return Layout.unreadable(found.key());
    }
    state.clock().saw(id);
    return new ConflictException();
  }

  private boolean isOfTheFuture(EventId id) {
    EngineClock engine = connection.engine();
    return engine.skew().isPresent()
        && id.time().isAfter(now().plus(EngineClock.MOST_APART.multipliedBy(3)));
  }

  private Instant now() {
    return connection.engine().trusted();
  }

  private static void refuseForgotten(Transaction transaction) {
    if (transaction.isSilent()) {
      return;
    }
    List<Draft> drafts = transaction.events().stream().map(each -> (Draft) each).toList();
    List<Key> forgotten =
        transaction.written().stream()
            .filter(Journal::isOfRecordWithEvents)
            .filter(key -> drafts.stream().noneMatch(each -> EventRecord.tells(each, key)))
            .toList();
    if (!forgotten.isEmpty()) {
      throw new IllegalStateException("a change without an event: " + forgotten);
    }
  }

  private static boolean isOfRecordWithEvents(Key key) {
    int slash = key.rng().indexOf('/');
    return WITH_EVENTS.contains(slash < 0 ? key.rng() : key.rng().substring(0, slash + 1));
  }

  /** Keeps events from the first change on, in a table that was just created. */
  public void keepFromTheStart() {
    Item item = EventSettingsRecord.item(EventSettings.FROM_THE_START);
    Table table = connection.open();
    table.retryOnConflict(
        () -> {
          if (table.get(item.key(), Consistency.STRONG).isEmpty()) {
            table.write(new Transaction().create(item, Refusals.changed()));
          }
          return item;
        });
  }

  /**
   * Returns whether the table keeps events; if nobody has decided, it does from now on. Each
   * process that changes the table has read this, so that none goes on without events.
   */
  private Known known() {
    Known known = state.known().get();
    long begunAt = state.nanoTime().getAsLong();
    Instant here = connection.settings().clock().instant();
    if (known != null && known.isRecent(begunAt, here)) {
      return known;
    }
    Table table = connection.open();
    Item read = table.retryOnConflict(() -> read(table));
    Known now =
        new Known(
            EventSettingsRecord.from(read), EventSettingsRecord.outboxSince(read), begunAt, here);
    state.known().set(now);
    return now;
  }

  private Item read(Table table) {
    Optional<Item> found = table.get(EventSettingsRecord.key(), Consistency.STRONG);
    if (found.isPresent()) {
      return found.get();
    }
    Item first = EventSettingsRecord.item(EventSettings.since(now()));
    table.write(new Transaction().create(first, Refusals.changed()));
    return first;
  }
}
