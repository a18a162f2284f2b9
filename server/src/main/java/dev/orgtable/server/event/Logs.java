package dev.orgtable.server.event;

import dev.orgtable.InvalidInput;
import dev.orgtable.OrganisationId;
import dev.orgtable.OrgtableException;
import dev.orgtable.UserId;
import dev.orgtable.event.Actor;
import dev.orgtable.event.Cause;
import dev.orgtable.event.Event;
import dev.orgtable.event.EventFilter;
import dev.orgtable.event.EventId;
import dev.orgtable.event.EventLog;
import dev.orgtable.event.EventPage;
import dev.orgtable.event.EventRequest;
import dev.orgtable.event.EventRequest.Order;
import dev.orgtable.event.EventType;
import dev.orgtable.history.Roster;
import dev.orgtable.server.caller.Caller;
import dev.orgtable.store.Orgtable;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Logs as a caller may read them. A person reads of an organisation what happened since it was
 * created: the log of one that was deleted before, and had the same id, is not theirs. Persons do
 * not read what {@code Rights} keeps from them elsewhere: facts, the limit of a user, who the
 * operators are, API keys and idempotency keys.
 */
@Component
public final class Logs {

  /** By how much the clocks that made an organisation's record and its events may differ. */
  private static final Duration CLOCKS = Duration.ofMinutes(2);

  /** The longest time that is looked through for the event of a creation, with its retries. */
  private static final Duration LONGEST = Duration.ofMinutes(15);

  /** How many events are read at once: usually, the first one is the creation. */
  private static final int AT_ONCE = 10;

  /** The kinds of actors whose ids persons do not read. */
  private static final Set<Actor.Kind> HIDDEN =
      Set.of(Actor.Kind.API_KEY, Actor.Kind.OPERATOR, Actor.Kind.OTHER);

  private static final Set<EventType> WITHOUT_VALUES =
      Set.of(
          EventType.ORGANISATION_FACTS_CHANGED,
          EventType.MEMBER_FACTS_CHANGED,
          EventType.USER_FACTS_CHANGED,
          EventType.USER_LIMIT_CHANGED,
          EventType.OTHER);

  private final Orgtable orgtable;

  Logs(Orgtable orgtable) {
    this.orgtable = orgtable;
  }

  /**
   * Reads a page of the log of an organisation. For a person, costs two more requests; for others,
   * up to two more if the log seems to be empty.
   *
   * @throws OrgtableException.OrganisationNotFound if the organisation neither exists nor has a log
   */
  public EventPage list(OrganisationId organisation, EventRequest request, Caller caller) {
    EventLog log = new EventLog.OfOrganisation(organisation);
    if (!(caller instanceof Caller.Person)) {
      EventPage page = orgtable.events().list(log, request);
      if (page.last() == null) {
        requireRecordOrLog(organisation);
      }
      return page;
    }
    requireNoHiddenActor(request.filter());
    EventId start = start(organisation);
    EventId after = request.after();
    boolean isBehind = after == null || after.compareTo(start) > 0;
    if (request.order() != Order.NEWEST_FIRST) {
      return shown(
          orgtable.events().list(log, isBehind && after != null ? request : request.after(start)));
    }
    return isBehind
        ? since(start, after, shown(orgtable.events().list(log, request)))
        : new EventPage(List.of(), after, false);
  }

  /** Reads a page of the log of a user. */
  public EventPage list(UserId user, EventRequest request, Caller caller) {
    EventLog log = new EventLog.OfUser(user);
    if (!(caller instanceof Caller.Person)) {
      return orgtable.events().list(log, request);
    }
    requireNoHiddenActor(request.filter());
    return shown(orgtable.events().list(log, request));
  }

  /**
   * Returns the members of an organisation at a past moment.
   *
   * @throws InvalidInput if the log does not say it, or a person asks for a moment before the
   *     organisation was created
   * @throws OrgtableException.OrganisationNotFound if the organisation neither exists nor has a log
   */
  Roster membersAt(OrganisationId organisation, Instant time, Caller caller) {
    if (caller instanceof Caller.Person
        && EventId.lastOf(time).compareTo(start(organisation)) <= 0) {
      throw new InvalidInput("at", "must not be before the organisation was created");
    }
    Roster then = orgtable.events().membersAt(organisation, time);
    if (then.members().isEmpty()) {
      requireRecordOrLog(organisation);
    }
    return then;
  }

  /** Refuses an organisation that never was, as far as the table knows: a typing error. */
  private void requireRecordOrLog(OrganisationId organisation) {
    EventLog log = new EventLog.OfOrganisation(organisation);
    if (orgtable.events().list(log, EventRequest.newest(1)).events().isEmpty()) {
      var unused = orgtable.organisations().get(organisation);
    }
  }

  private static EventPage since(EventId start, @Nullable EventId after, EventPage page) {
    EventId last = page.last();
    if (last == null || last.compareTo(start) > 0) {
      return page;
    }
    List<Event> events =
        page.events().stream().filter(event -> event.id().compareTo(start) > 0).toList();
    return new EventPage(
        events, events.isEmpty() ? after : events.get(events.size() - 1).id(), false);
  }

  /**
   * Returns the id after which the log is that of the present organisation: it begins with its last
   * creation, or behind its last deletion; without either, as in a table that kept no events then,
   * at the time that the organisation's record names.
   */
  private EventId start(OrganisationId organisation) {
    Instant created =
        orgtable.organisations().get(organisation).createdAt().truncatedTo(ChronoUnit.MILLIS);
    Instant end = created.plus(LONGEST);
    EventId last = EventId.lastOf(created.minus(CLOCKS));
    EventId start = EventId.lastOf(created.plus(CLOCKS));
    EventRequest next = EventRequest.oldest(AT_ONCE).in(Order.OLDEST_FIRST_UNSETTLED);
    boolean more = true;
    while (more) {
      EventPage page =
          orgtable.events().list(new EventLog.OfOrganisation(organisation), next.after(last));
      for (Event event : page.events()) {
        if (event.time().isAfter(end)) {
          return start;
        }
        if (event.type() == EventType.ORGANISATION_CREATED) {
          start = last;
          if (!event.time().isBefore(created)) {
            return start;
          }
        } else if (event.type() == EventType.ORGANISATION_DELETED) {
          start = event.id();
        }
        last = event.id();
      }
      more = page.more();
    }
    return start;
  }

  /** Refuses to search for an actor by an id that is not shown. */
  private static void requireNoHiddenActor(EventFilter filter) {
    if (filter.actor() != null && filter.kind() != null && HIDDEN.contains(filter.kind())) {
      throw new InvalidInput("actor", "must be a kind alone, for API keys and operators");
    }
  }

  private static EventPage shown(EventPage page) {
    return new EventPage(
        page.events().stream().map(Logs::shown).toList(), page.last(), page.more());
  }

  /** Returns what a person may read of an event. */
  public static Event shown(Event event) {
    Cause cause = event.cause();
    return new Event(
        event.log(),
        event.id(),
        event.type(),
        shown(event.actor()),
        new Cause(cause.request(), null, cause.job()),
        WITHOUT_VALUES.contains(event.type())
            ? event.details().with(new TreeMap<>())
            : event.details(),
        event.typeText());
  }

  private static Actor shown(Actor actor) {
    return HIDDEN.contains(actor.kind()) ? new Actor(actor.kind(), "", actor.actingFor()) : actor;
  }
}
