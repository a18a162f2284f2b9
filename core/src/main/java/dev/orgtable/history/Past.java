package dev.orgtable.history;

import dev.orgtable.EmailAddress;
import dev.orgtable.InvalidInput;
import dev.orgtable.OrganisationId;
import dev.orgtable.OrgtableException.TooLarge;
import dev.orgtable.UserId;
import dev.orgtable.dynamodb.Consistency;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.ItemPage;
import dev.orgtable.dynamodb.QuerySpec;
import dev.orgtable.dynamodb.Reads;
import dev.orgtable.event.Event;
import dev.orgtable.event.EventId;
import dev.orgtable.event.EventLog;
import dev.orgtable.event.EventSettings;
import dev.orgtable.event.EventType;
import dev.orgtable.history.Roster.Seat;
import dev.orgtable.internal.event.EventRecord;
import dev.orgtable.internal.event.EventSettingsRecord;
import dev.orgtable.internal.record.Groups;
import dev.orgtable.internal.record.Keys;
import dev.orgtable.internal.record.Layout;
import dev.orgtable.internal.record.OrganisationGroupMemberRecord;
import dev.orgtable.internal.record.OrganisationRecord;
import dev.orgtable.internal.record.Tombstones;
import dev.orgtable.internal.record.UserIdRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The members of an organisation at a past moment. They are those of the present, from which the
 * events since then are taken back; or, where an event does not say all that was before it, those
 * that the log tells from its first event on.
 */
final class Past {

  private static final int PAGE = 1000;
  private static final String AT = "at";

  /** How often the members are read, if one of them moved meanwhile. */
  private static final int LOOKS = 3;

  private final Reads reads;
  private final OrganisationId organisation;
  private final EventLog log;
  private final int pages;

  Past(Reads reads, OrganisationId organisation, int pages) {
    this.reads = reads;
    this.organisation = organisation;
    this.log = new EventLog.OfOrganisation(organisation);
    this.pages = pages;
  }

  /**
   * Returns the members at a moment. The events are read after the members, so that there may be
   * some that the members do not show; to take back such a one changes nothing. Groups that a job
   * still removes had ended before, unless their deletion was taken back.
   *
   * @throws InvalidInput if the log does not say it
   * @throws TooLarge if it takes too many members or events
   */
  Roster at(Instant time, Supplier<Instant> clock) {
    Instant kept = kept(time, clock);
    Roster roster = backTo(time);
    for (int look = 1; roster.misses() && look < LOOKS; look++) {
      roster = backTo(time);
    }
    return roster.isExact() ? roster : fromTheBeginning(time, kept).ofMembers();
  }

  /** Reads the present members, and takes back the events since a moment. */
  private Roster backTo(Instant time) {
    Tombstones ended = Tombstones.read(reads, Consistency.STRONG);
    Roster roster = present(pages);
    for (Event event : after(time)) {
      roster.undo(event);
    }
    if (roster.isExact()) {
      roster.leave(group -> ended.isEnded(organisation, group));
    }
    return roster;
  }

  /**
   * Returns the moment from which on no event has been removed.
   *
   * @throws InvalidInput if a time is before it or not settled, or the table keeps no events
   */
  private Instant kept(Instant time, Supplier<Instant> clock) {
    Optional<EventSettings> found = EventSettingsRecord.read(reads);
    Instant now = clock.get();
    if (!time.isBefore(now.minus(EventSettings.SETTLING))) {
      throw new InvalidInput(
          AT, "must be at least " + EventSettings.SETTLING.toMinutes() + " minutes ago");
    }
    EventSettings settings =
        found
            .filter(each -> each.keep(now))
            .orElseThrow(() -> new InvalidInput(AT, "has no answer: the table keeps no events"));
    Instant kept = settings.kept(now);
    if (time.isBefore(kept)) {
      throw new InvalidInput(AT, "must be " + kept + " or later, as far as the events reach");
    }
    return kept;
  }

  private QuerySpec list() {
    return list(log);
  }

  static QuerySpec list(EventLog log) {
    return QuerySpec.of(EventRecord.partition(log), EventRecord.sort(log)).limit(PAGE);
  }

  /** Returns an event; what one of a newer version says of members is not known. */
  static Event event(Item item) {
    return EventRecord.from(item)
        .filter(event -> event.type() != EventType.OTHER)
        .orElseThrow(() -> Layout.unreadable(item.key()));
  }

  private Roster present(int most) {
    Optional<OrganisationRecord> source =
        reads
            .get(OrganisationRecord.key(organisation), Consistency.STRONG)
            .flatMap(OrganisationRecord::from);
    if (source.isEmpty()) {
      return new Roster();
    }
    List<Item> members = items(Keys.MEMBERS, OrganisationGroupMemberRecord.TYP, most);
    Map<EmailAddress, UserId> ids = new HashMap<>();
    for (Item member : members) {
      Keys.userAfter(member.key(), Keys.MEMBERS)
          .ifPresent(user -> ids.put(user, UserIdRecord.of(member, user)));
    }
    return new Roster(seats(members, Keys.MEMBERS), ids, source.get().suspension().isSuspended());
  }

  /** Returns records of members or invitations. */
  private List<Item> items(String sort, String typ, int most) {
    List<Item> items = new ArrayList<>();
    int read = 0;
    for (ItemPage page :
        reads.pages(QuerySpec.of(OrganisationRecord.key(organisation).id(), sort))) {
      for (Item item : page.items()) {
        if (Layout.is(item, typ)) {
          items.add(item);
        }
      }
      if (++read == most && page.hasNext()) {
        throw new TooLarge("the members take more than " + most + " pages of 1 MB");
      }
    }
    return items;
  }

  private static Map<EmailAddress, Seat> seats(List<Item> items, String sort) {
    Map<EmailAddress, Seat> seats = new HashMap<>();
    for (Item item : items) {
      Keys.userAfter(item.key(), sort).ifPresent(user -> seats.put(user, seat(item)));
    }
    return seats;
  }

  static Seat seat(Item member) {
    return new Seat(
        Groups.read(member.strings(Groups.ATTRIBUTE)),
        OrganisationGroupMemberRecord.isSuspended(member));
  }

  private Roster fromTheBeginning(Instant time, Instant kept) {
    List<Event> events = read(Map.of(), event -> !event.time().isAfter(time));
    if (!isWhole(events.isEmpty() ? first() : events, kept)) {
      throw new InvalidInput(
          AT,
          "cannot be answered: a service or a group was deleted or renamed since, and the log does not begin"
              + " with the creation of the organisation");
    }
    Roster roster = new Roster();
    events.forEach(roster::apply);
    return roster;
  }

  /** Returns the first event of the log, if there is one. */
  private List<Event> first() {
    return reads.query(list().limit(1)).items().stream().map(Past::event).toList();
  }

  private static boolean isWhole(List<Event> events, Instant kept) {
    return !events.isEmpty()
        && events.get(0).type() == EventType.ORGANISATION_CREATED
        && !events.get(0).time().isBefore(kept);
  }

  /** Reads the events after a moment, the newest first. */
  private List<Event> after(Instant time) {
    List<Event> events =
        read(EventRecord.key(log, EventId.lastOf(time)).attributes(), event -> true);
    Collections.reverse(events);
    return events;
  }

  /**
   * Reads events, the oldest first, as long as they are wanted.
   *
   * @throws TooLarge if there are more than fit the limit of pages
   */
  private List<Event> read(Map<String, AttributeValue> after, Predicate<Event> wanted) {
    List<Event> events = new ArrayList<>();
    Map<String, AttributeValue> last = after;
    for (int read = 0; read < pages; read++) {
      ItemPage page = reads.query(list().after(last));
      for (Item item : page.items()) {
        Event event = event(item);
        if (!wanted.test(event)) {
          return events;
        }
        events.add(event);
      }
      if (!page.hasNext()) {
        return events;
      }
      last = page.last();
    }
    throw new TooLarge("the answer takes more than " + pages * PAGE + " events");
  }
}
