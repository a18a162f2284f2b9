package dev.orgtable.server.console.event;

import dev.orgtable.ApiKey;
import dev.orgtable.Check;
import dev.orgtable.CheckResult;
import dev.orgtable.EmailAddress;
import dev.orgtable.OrganisationId;
import dev.orgtable.OrgtableException.OrganisationNotFound;
import dev.orgtable.PageRequest;
import dev.orgtable.UserId;
import dev.orgtable.dynamodb.Consistency;
import dev.orgtable.event.Actor;
import dev.orgtable.event.Event;
import dev.orgtable.event.EventFilter;
import dev.orgtable.event.EventId;
import dev.orgtable.event.EventLog;
import dev.orgtable.event.EventPage;
import dev.orgtable.event.EventRequest;
import dev.orgtable.event.EventType;
import dev.orgtable.server.caller.Caller;
import dev.orgtable.server.console.group.GroupLabels;
import dev.orgtable.server.event.Logs;
import dev.orgtable.store.Orgtable;
import dev.orgtable.webhook.Webhook;
import dev.orgtable.webhook.WebhookOwner;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Events as people read them: who, what, when. */
@Component
public final class Timeline {

  /** The most API keys that are read for their names. */
  private static final int KEYS = 100;

  /** How many events of the table are looked through: most are about keys and roles. */
  private static final int LOOKED_THROUGH = 200;

  /** The most requests that look for events, and how many more than those at once. */
  private static final int FEW = 5;

  private final Orgtable orgtable;
  private final GroupLabels labels;

  private final Logs logs;

  Timeline(Orgtable orgtable, Logs logs, GroupLabels labels) {
    this.orgtable = orgtable;
    this.logs = logs;
    this.labels = labels;
  }

  /**
   * A page of events.
   *
   * @param lines the events, the newest first
   * @param next the id to continue after; empty on the last page
   */
  public record Shown(List<Line> lines, String next) {}

  /**
   * An event.
   *
   * @param id its id
   * @param type its type, such as {@code member.added}
   * @param at when
   * @param who who made the change, with marks of ids
   * @param what what was changed, with marks of ids
   * @param request the id of the request; empty if unknown
   */
  public record Line(EventId id, String type, Instant at, String who, String what, String request) {

    /** Returns who made the change, with ids by themselves. */
    public List<Piece> whoPieces() {
      return Piece.of(who);
    }

    /** Returns what was changed, with ids by themselves. */
    public List<Piece> whatPieces() {
      return Piece.of(what);
    }
  }

  /** Returns the newest events of an organisation, as far as a caller may read them. */
  public Shown of(OrganisationId organisation, int most, @Nullable EventId after, Caller caller) {
    EventLog log = new EventLog.OfOrganisation(organisation);
    return shown(log, EventRequest.newest(most).after(after), caller);
  }

  /** Returns the newest events of a user, as far as a caller may read them. */
  public Shown of(UserId user, int most, Caller caller) {
    EventLog log = new EventLog.OfUser(user);
    return shown(log, EventRequest.newest(most), caller);
  }

  /** Returns the newest changes of the webhooks of the table, for operators. */
  public List<Line> ofTableWebhooks(int most, Caller caller) {
    Set<EventType> types =
        Stream.of(EventType.values())
            .filter(type -> type.text().startsWith("webhook."))
            .collect(Collectors.toSet());
    EventRequest request = EventRequest.newest(LOOKED_THROUGH).only(EventFilter.ALL.of(types));
    List<Event> read = list(EventLog.TABLE, request, caller).events();
    return shown(EventLog.TABLE, read.stream().limit(most).toList(), read, caller);
  }

  /**
   * Returns events of a log by their ids, as far as a caller may read them and a few requests find
   * them.
   *
   * @param ids at least one
   */
  public List<Line> of(EventLog log, SortedSet<EventId> ids, Caller caller) {
    List<Event> found = new ArrayList<>();
    List<Event> read = new ArrayList<>();
    EventRequest request = EventRequest.newest(Math.min(2 * ids.size() + FEW, EventRequest.MOST));
    EventId after = EventId.lastOf(ids.last().time());
    for (int i = 0; i < FEW && found.size() < ids.size() && after != null; i++) {
      EventPage page = list(log, request.after(after), caller);
      read.addAll(page.events());
      page.events().stream().filter(event -> ids.contains(event.id())).forEach(found::add);
      boolean ends = !page.more() || page.last() == null || page.last().compareTo(ids.first()) <= 0;
      after = ends ? null : page.last();
    }
    return found.isEmpty() ? List.of() : shown(log, found, read, caller);
  }

  private Shown shown(EventLog log, EventRequest request, Caller caller) {
    EventPage page = list(log, request, caller);
    return shown(log, page, page.events(), caller);
  }

  private List<Line> shown(EventLog log, List<Event> some, List<Event> read, Caller caller) {
    return shown(log, new EventPage(some, null, false), read, caller).lines();
  }

  private EventPage list(EventLog log, EventRequest request, Caller caller) {
    if (log instanceof EventLog.OfOrganisation of) {
      return logs.list(of.organisation(), request, caller);
    }
    return log instanceof EventLog.OfUser of
        ? logs.list(of.user(), request, caller)
        : orgtable.events().list(log, request);
  }

  /**
   * Returns events as lines.
   *
   * @param page the events to show
   * @param read these events and those between them, which tell the names of that time
   */
  private Shown shown(EventLog log, EventPage page, List<Event> read, Caller caller) {
    List<Event> events = page.events();
    Actors actors = new Actors(read, known(log, people(events), caller), keys(events, caller));
    GroupWords groups =
        new GroupWords(
            read, log instanceof EventLog.OfOrganisation of ? labels.of(of.organisation()) : null);
    WebhookWords webhooks = new WebhookWords(read, webhooks(log, events));
    EventId last = page.last();
    return new Shown(
        events.stream()
            .map(
                event ->
                    new Line(
                        event.id(),
                        event.typeText(),
                        event.time(),
                        actors.who(event),
                        Sentence.of(event, groups, webhooks),
                        text(event.cause().request())))
            .toList(),
        page.more() && last != null ? last.value() : "");
  }

  /** Returns the present webhooks of a log's owner, if events are about any. */
  private List<Webhook> webhooks(EventLog log, List<Event> events) {
    return events.stream().anyMatch(WebhookWords::isOf) ? present(log) : List.of();
  }

  private List<Webhook> present(EventLog log) {
    try {
      return orgtable
          .webhooks()
          .list(
              log instanceof EventLog.OfOrganisation of
                  ? new WebhookOwner.OfOrganisation(of.organisation())
                  : WebhookOwner.TABLE);
    } catch (OrganisationNotFound e) {
      return List.of();
    }
  }

  /** Reads the names of API keys, for operators, if any made a change. */
  private Map<String, String> keys(List<Event> events, Caller caller) {
    boolean isNeeded =
        caller instanceof Caller.Operator
            && events.stream()
                .map(Event::actor)
                .anyMatch(actor -> actor.kind() == Actor.Kind.API_KEY);
    return isNeeded
        ? orgtable.apiKeys().list(PageRequest.first(KEYS)).items().stream()
            .collect(Collectors.toMap(key -> key.id().value(), ApiKey::name, (a, b) -> a))
        : Map.of();
  }

  /** Reads the present addresses of the people who made changes. */
  private Map<UserId, EmailAddress> people(List<Event> events) {
    Set<UserId> ids =
        events.stream()
            .flatMap(event -> Stream.of(id(event.actor()), event.actor().actingFor()))
            .filter(text -> text != null && UserId.isValid(text))
            .map(UserId::of)
            .collect(Collectors.toSet());
    return ids.isEmpty() ? Map.of() : orgtable.users().addresses(ids);
  }

  /** Returns those among people whose present addresses a caller may read in a log. */
  private Map<UserId, EmailAddress> known(
      EventLog log, Map<UserId, EmailAddress> people, Caller caller) {
    if (!(caller instanceof Caller.Person)) {
      return people;
    }
    if (log instanceof EventLog.OfOrganisation of) {
      return members(people, of.organisation());
    }
    return log instanceof EventLog.OfUser of ? only(of.user(), people) : Map.of();
  }

  /** Returns the present members among people: whoever has left may have another address now. */
  private Map<UserId, EmailAddress> members(
      Map<UserId, EmailAddress> people, OrganisationId organisation) {
    List<UserId> ids = List.copyOf(people.keySet());
    List<Check> questions =
        ids.stream()
            .map(id -> Check.member(Objects.requireNonNull(people.get(id)), organisation))
            .toList();
    Map<UserId, EmailAddress> members = new HashMap<>();
    if (!questions.isEmpty()) {
      List<CheckResult> answers = orgtable.memberships().check(questions, Consistency.STRONG);
      for (int i = 0; i < ids.size(); i++) {
        if (answers.get(i).member()) {
          members.put(ids.get(i), questions.get(i).user());
        }
      }
    }
    return members;
  }

  private static Map<UserId, EmailAddress> only(UserId user, Map<UserId, EmailAddress> people) {
    EmailAddress address = people.get(user);
    return address == null ? Map.of() : Map.of(user, address);
  }

  private static @Nullable String id(Actor actor) {
    return actor.kind() == Actor.Kind.USER ? actor.id() : null;
  }

  private static String text(@Nullable String text) {
    return text == null ? "" : text;
  }
}
