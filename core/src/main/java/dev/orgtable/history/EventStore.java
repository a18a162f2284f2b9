package dev.orgtable.history;

import dev.orgtable.Check;
import dev.orgtable.CheckResult;
import dev.orgtable.EmailAddress;
import dev.orgtable.InvalidInput;
import dev.orgtable.OrganisationId;
import dev.orgtable.OrgtableException.TooLarge;
import dev.orgtable.dynamodb.Consistency;
import dev.orgtable.dynamodb.Decision;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.ItemPage;
import dev.orgtable.dynamodb.QuerySpec;
import dev.orgtable.dynamodb.Reads;
import dev.orgtable.dynamodb.Transaction;
import dev.orgtable.event.Details;
import dev.orgtable.event.Event;
import dev.orgtable.event.EventId;
import dev.orgtable.event.EventLog;
import dev.orgtable.event.EventPage;
import dev.orgtable.event.EventRequest;
import dev.orgtable.event.EventRequest.Order;
import dev.orgtable.event.EventSettings;
import dev.orgtable.event.EventType;
import dev.orgtable.history.Roster.Seat;
import dev.orgtable.internal.Context;
import dev.orgtable.internal.Subscribers;
import dev.orgtable.internal.delivery.DeliveryQueue;
import dev.orgtable.internal.delivery.DestinationId;
import dev.orgtable.internal.event.Draft;
import dev.orgtable.internal.event.EventRecord;
import dev.orgtable.internal.event.EventSettingsRecord;
import dev.orgtable.internal.event.Journal;
import dev.orgtable.internal.record.Layout;
import dev.orgtable.internal.record.Refusals;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The operations on events. The log of an organisation or a user outlives it, until its events
 * reach their retention; a log without events, as of an organisation that never was, is empty.
 */
public final class EventStore {

  private final Context context;

  /** Creates the operations; see {@code Orgtable.events}. */
  public EventStore(Context context) {
    this.context = context;
  }

  /**
   * Reads one page of a log, strongly consistent. Costs one request, and 1 read unit for 4 KB of
   * events read, which the filter does not reduce.
   */
  public EventPage list(EventLog log, EventRequest request) {
    return context.observe("events.list", table -> page(table, log, request));
  }

  /**
   * Returns the moment until which events are settled: all those with an earlier time can be read
   * now. In milliseconds. See {@link EventSettings#SETTLING}.
   */
  public Instant settled() {
    return context.trustedNow().minus(EventSettings.SETTLING).truncatedTo(ChronoUnit.MILLIS);
  }

  /**
   * Returns the members of an organisation at a past moment, with the groups that they had, and
   * whether they were suspended. A user whom a job deletes counts as a member until the job removes
   * the membership; a group that a job deletes is none from the deletion on. Costs 1 read unit for
   * each 4 KB of the present members and of the events since then; if a service or a group was
   * deleted since, of all events up to then, too.
   *
   * @param time at least {@link EventSettings#SETTLING} ago, and within the retention
   * @throws InvalidInput if it is not, or the log does not say it
   * @throws TooLarge if the present members take more pages of 1 MB than {@code
   *     Settings#detailsPages}, or more than 1,000 events for each of these pages were to be read
   */
  public Roster membersAt(OrganisationId organisation, Instant time) {
    return past("events.membersAt", organisation, time);
  }

  private Roster past(String operation, OrganisationId organisation, Instant time) {
    return context.observe(
        operation,
        table ->
            table.retryOnConflict(
                () ->
                    new Past(table, organisation, context.limits().detailsPages())
                        .at(time, context::trustedNow)));
  }

  /**
   * Returns whether a user was an active member of an organisation at a past moment, and in a
   * group, as a check at that time answered. The user is named by the address of that time. Costs
   * what {@link #membersAt} does.
   *
   * @param time see {@link #membersAt}, which has the exceptions, too
   * @throws InvalidInput if the check is for a permission: the roles of that time are not kept
   */
  public CheckResult checkAt(Check question, Instant time) {
    Roster.checkQuestion(question);
    return past("events.checkAt", question.organisation(), time).answer(question);
  }

  /**
   * Returns a member of an organisation at a past moment; empty if the user was none. The user is
   * named by the address of that time; {@link Roster#addressOf} leads to it from the id. Costs what
   * {@link #membersAt} does.
   *
   * @param time see {@link #membersAt}, which has the exceptions, too
   */
  public Optional<Seat> memberAt(EmailAddress user, OrganisationId organisation, Instant time) {
    return Optional.ofNullable(past("events.memberAt", organisation, time).members().get(user));
  }

  /**
   * Replays the events of a log that are kept, however many there are. Each is compared with those
   * before it: what it says was there before must be what they left. The log of an organisation or
   * a user is compared with the records, too: none may have an event that is later than the last
   * one that the record names. If the log begins with the creation of the organisation, its members
   * and invitations are those that it tells. Costs 1 read unit for each 4 KB of the log and, of an
   * organisation, of the members, invitations, services and groups; twice that if something
   * differs.
   *
   * @return what differs first, for people; empty if nothing does, the table keeps no events, or
   *     the log grew during each of five replays. While a job completes the deletion of a service
   *     or a group, or the renaming of a group, members and invitations are not compared
   * @throws dev.orgtable.OrgtableException.UnreadableRecord if an event cannot be read, or is of a
   *     type that only a newer version knows
   */
  public Optional<String> difference(EventLog log) {
    return new LogReplay(context, log).difference();
  }

  private EventPage page(Reads reads, EventLog log, EventRequest request) {
    QuerySpec list =
        QuerySpec.of(EventRecord.partition(log), EventRecord.sort(log)).limit(request.limit());
    EventId after = request.after();
    QuerySpec begun = after == null ? list : list.after(key(log, after));
    ItemPage page = reads.query(request.order() == Order.NEWEST_FIRST ? begun.fromTheEnd() : begun);
    Instant settled = settled();
    List<Event> events = new ArrayList<>();
    EventId last = after;
    for (Item item : page.items()) {
      Event event = EventRecord.from(item).orElseThrow(() -> Layout.unreadable(item.key()));
      if (request.order() == Order.OLDEST_FIRST && !event.time().isBefore(settled)) {
        return new EventPage(events, last, false);
      }
      last = event.id();
      if (request.filter().admits(event)) {
        events.add(event);
      }
    }
    return new EventPage(events, last, page.hasNext());
  }

  private static Map<String, AttributeValue> key(EventLog log, EventId after) {
    return EventRecord.key(log, after).attributes();
  }

  /**
   * Returns whether the table keeps events; empty if nothing has been changed since a version that
   * keeps events is in use. Costs 1 read unit.
   */
  public Optional<EventSettings> settings() {
    return context.observe("events.settings", EventSettingsRecord::read);
  }

  /**
   * Keeps events from a minute from now on, or, if the table does so already, changes the retention
   * of those to come; those that there are keep theirs, which {@link EventSettings#kept} knows. A
   * {@link #stop} cannot be taken back: after one, also while its minute is not over, the logs
   * begin anew, and changes from the stop until then may be in none. Processes of versions that do
   * not know events must be stopped before. The log of the table has an event of each change of the
   * settings, even while no others are kept.
   *
   * @param retentionDays 1 to {@value EventSettings#MOST_RETENTION_DAYS} days, or {@value
   *     EventSettings#FOR_EVER} for ever
   * @throws InvalidInput if it is out of range
   */
  public EventSettings keep(int retentionDays) {
    return change(
        "events.keep",
        EventType.EVENTS_KEPT,
        present ->
            present != null && present.until() == null
                ? present.withRetention(retentionDays, inAMinute())
                : new EventSettings(inAMinute(), null, retentionDays, null));
  }

  /**
   * Ceases to keep events, from a minute from now on. Those that the table has are kept until their
   * retention.
   */
  public EventSettings stop() {
    return change(
        "events.stop",
        EventType.EVENTS_STOPPED,
        present ->
            present == null
                ? new EventSettings(
                    inAMinute(), inAMinute(), EventSettings.USUAL_RETENTION_DAYS, null)
                : present.until() == null
                    ? new EventSettings(
                        present.since(), inAMinute(), present.retentionDays(), present.former())
                    : present);
  }

  /**
   * Declares that the logs are not complete before now, because records were changed without
   * events, as by an import. Events that there are stay.
   */
  public EventSettings beginAnew() {
    return change(
        "events.beginAnew",
        EventType.EVENTS_KEPT,
        present ->
            present == null
                ? EventSettings.since(context.now())
                : new EventSettings(context.now(), present.until(), present.retentionDays(), null));
  }

  private Instant inAMinute() {
    return context.now().plus(Journal.NOTICE);
  }

  private EventSettings change(
      String name, EventType type, UnaryOperator<@Nullable EventSettings> change) {
    return context.run(
        name,
        reads -> {
          Optional<Item> found = reads.get(EventSettingsRecord.key(), Consistency.STRONG);
          EventSettings present = found.map(EventSettingsRecord::from).orElse(null);
          EventSettings next = change.apply(present);
          if (next.equals(present)) {
            return Decision.unchanged(next);
          }
          Transaction transaction = new Transaction();
          if (found.isEmpty()) {
            transaction.create(EventSettingsRecord.item(next), Refusals.changed());
          } else {
            transaction.put(
                EventSettingsRecord.with(found.get(), next),
                EventSettingsRecord.same(found.get()),
                Refusals.changed());
          }
          return Decision.commit(transaction.emit(Draft.of(type, details(present, next))), next);
        });
  }

  private static Details details(@Nullable EventSettings before, EventSettings after) {
    return Details.NONE
        .changing("since", text(before, EventSettings::since), text(after, EventSettings::since))
        .changing("until", text(before, EventSettings::until), text(after, EventSettings::until))
        .changing(
            "retentionDays",
            text(before, EventSettings::retentionDays),
            text(after, EventSettings::retentionDays));
  }

  private static @Nullable String text(
      @Nullable EventSettings settings, Function<EventSettings, @Nullable Object> value) {
    Object found = settings == null ? null : value.apply(settings);
    return found == null ? null : found.toString();
  }

  /**
   * Removes a subscriber of the table, and the events that wait for it. Call it once no worker has
   * the subscriber any more: a worker that starts with it subscribes again, and this call leaves
   * what waits from then on. If the former subscriber was failing, the first events of the new one
   * may arrive up to an hour late. Events that are being queued meanwhile may stay; another call
   * removes them, or a repair. Costs 2 write units for each {@value DeliveryQueue#MOST_EVENTS}
   * waiting events or fewer.
   *
   * @param name the name of an {@code EventSubscriber}
   * @return whether there was one; false also from a call that goes on
   * @throws InvalidInput if the name is not valid
   * @throws TooLarge if more than {@value Subscribers#MOST_REMOVED} records of waiting events are
   *     to be removed: as many are, and another call goes on
   */
  public boolean unsubscribe(String name) {
    return new Subscribers(context).remove(new DestinationId(DestinationId.Kind.SUBSCRIBER, name));
  }
}
