package dev.orgtable.history;

import dev.orgtable.EmailAddress;
import dev.orgtable.OrganisationId;
import dev.orgtable.dynamodb.Consistency;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.ItemPage;
import dev.orgtable.dynamodb.Key;
import dev.orgtable.dynamodb.QuerySpec;
import dev.orgtable.dynamodb.Table;
import dev.orgtable.event.Event;
import dev.orgtable.event.EventId;
import dev.orgtable.event.EventLog;
import dev.orgtable.event.EventType;
import dev.orgtable.history.Roster.Seat;
import dev.orgtable.internal.Context;
import dev.orgtable.internal.event.Chain;
import dev.orgtable.internal.event.EventRecord;
import dev.orgtable.internal.event.EventSettingsRecord;
import dev.orgtable.internal.record.Groups;
import dev.orgtable.internal.record.Keys;
import dev.orgtable.internal.record.Layout;
import dev.orgtable.internal.record.OrganisationGroupMemberRecord;
import dev.orgtable.internal.record.OrganisationGroupRecord;
import dev.orgtable.internal.record.OrganisationInvitationRecord;
import dev.orgtable.internal.record.OrganisationRecord;
import dev.orgtable.internal.record.OrganisationServiceRecord;
import dev.orgtable.internal.record.TombstoneRecord;
import dev.orgtable.internal.record.UserIdRecord;
import dev.orgtable.internal.record.UserRecord;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Replays a log, and compares what it tells with the records that there are. Each page is read with
 * a deadline of its own. What differs is told if two replays find the same: events are written
 * meanwhile, and not always at the end of the log.
 */
final class LogReplay {

  private static final String NAME = "events.difference";

  /** How often a log that grows meanwhile is replayed. */
  private static final int LOOKS = 5;

  private final Context context;
  private final EventLog log;

  LogReplay(Context context, EventLog log) {
    this.context = context;
    this.log = log;
  }

  /**
   * What one replay found.
   *
   * @param isCertain whether nothing was written meanwhile
   */
  private record Look(Optional<String> found, boolean isCertain) {}

  Optional<String> difference() {
    Optional<Instant> kept =
        read(EventSettingsRecord::read)
            .filter(settings -> settings.keep(context.now()))
            .map(settings -> settings.kept(context.now()));
    Optional<String> before = Optional.empty();
    for (int i = 0; kept.isPresent() && i < LOOKS; i++) {
      Look look = look(kept.get());
      if (look.found().equals(before) && (look.isCertain() || before.isPresent())) {
        return before;
      }
      before = look.found();
    }
    return Optional.empty();
  }

  private <T> T read(Function<Table, T> reading) {
    return context.observe(NAME, reading);
  }

  private Look look(Instant kept) {
    Optional<EventId> newest = newest();
    Told told = replay(kept);
    Optional<String> found = told.chain.broken();
    if (found.isEmpty() && log instanceof EventLog.OfOrganisation of) {
      found = new Records(of.organisation(), told).difference();
    } else if (found.isEmpty() && log instanceof EventLog.OfUser of) {
      found = ofUser(of, told.chain);
    }
    boolean isCertain = newest().equals(newest);
    return new Look(
        isCertain || told.chain.broken().isPresent() ? found : Optional.empty(), isCertain);
  }

  private Optional<EventId> newest() {
    QuerySpec last = Past.list(log).fromTheEnd().limit(1);
    return read(table -> table.query(last)).items().stream()
        .findFirst()
        .flatMap(item -> EventRecord.id(item.key()));
  }

  /**
   * What the events tell.
   *
   * @param roster the members and invitations; null if the log begins later
   */
  private record Told(Chain chain, @Nullable Roster roster) {}

  private Told replay(Instant kept) {
    EventId before = EventId.lastOf(kept.minusMillis(1));
    QuerySpec list = Past.list(log).after(EventRecord.key(log, before).attributes());
    Told told = null;
    for (ItemPage page : context.pages(NAME, list)) {
      for (Item item : page.items()) {
        Event event = Past.event(item);
        if (told == null) {
          told = begin(event);
        }
        told.chain.apply(event);
        if (told.roster != null) {
          told.roster.apply(event);
        }
      }
    }
    return told == null ? new Told(new Chain(log, false), null) : told;
  }

  private Told begin(Event first) {
    boolean ofOrganisation = first.type() == EventType.ORGANISATION_CREATED;
    boolean whole = ofOrganisation || first.type() == EventType.USER_CREATED;
    return new Told(new Chain(log, whole), ofOrganisation ? new Roster() : null);
  }

  private Optional<String> ofUser(EventLog.OfUser of, Chain chain) {
    return read(
        table ->
            table
                .get(UserIdRecord.key(of.user()), Consistency.STRONG)
                .flatMap(UserIdRecord::from)
                .flatMap(id -> table.get(UserRecord.key(id.email()), Consistency.STRONG))
                .filter(user -> Layout.is(user, UserRecord.TYP))
                .flatMap(user -> wrong(user, chain.source(), chain)));
  }

  /** Returns what is wrong with a record of which a log tells under a key. */
  private static Optional<String> wrong(Item record, Key told, Chain chain) {
    return unnamed(record, chain.last(told))
        .or(
            () ->
                PresentValues.of(record).stream()
                    .flatMap(value -> chain.differing(told, value.name(), value.text()).stream())
                    .findFirst());
  }

  /** Returns what is wrong if a record names an earlier event than its last one. */
  private static Optional<String> unnamed(Item record, @Nullable EventId last) {
    return EventRecord.last(record)
        .filter(named -> last != null && last.compareTo(named) > 0)
        .map(
            named ->
                record.key().rng() + " names the event " + named + ", the last one is " + last);
  }

  /** The records of an organisation, as they are read. */
  private final class Records {

    private final OrganisationId organisation;
    private final Told told;
    private final Set<Key> there = new HashSet<>();
    private final Map<EmailAddress, Seat> members = new HashMap<>();
    private final Map<EmailAddress, Seat> invitations = new HashMap<>();
    private boolean isJobPending;
    private @Nullable String wrong;

    Records(OrganisationId organisation, Told told) {
      this.organisation = organisation;
      this.told = told;
    }

    Optional<String> difference() {
      Key source = OrganisationRecord.key(organisation);
      Optional<Item> found = read(table -> table.get(source, Consistency.STRONG));
      if (found.flatMap(OrganisationRecord::from).isEmpty()) {
        return Optional.empty();
      }
      add(found.get());
      readAll(Keys.SERVICES, OrganisationServiceRecord.TYP);
      readAll(Keys.GROUPS, OrganisationGroupRecord.TYP);
      readAll(Keys.MEMBERS, OrganisationGroupMemberRecord.TYP);
      readAll(Keys.INVITATIONS, OrganisationInvitationRecord.TYP);
      Roster roster = isJobPending ? null : told.roster;
      return Optional.ofNullable(roster)
          .flatMap(all -> LogReplay.difference("members", all.members(), members))
          .or(
              () ->
                  Optional.ofNullable(roster)
                      .flatMap(
                          all ->
                              LogReplay.difference("invitations", all.invitations(), invitations)))
          .or(() -> Optional.ofNullable(wrong))
          .or(this::missing);
    }

    private void readAll(String sort, String typ) {
      QuerySpec list = QuerySpec.of(OrganisationRecord.key(organisation).id(), sort);
      for (ItemPage page : context.pages(NAME, list)) {
        for (Item item : page.items()) {
          isJobPending |= TombstoneRecord.is(item);
          if (Layout.is(item, typ)) {
            add(item);
          }
        }
      }
    }

    private void add(Item item) {
      Key key = item.key();
      there.add(key);
      Keys.userAfter(key, Keys.MEMBERS).ifPresent(user -> members.put(user, Past.seat(item)));
      Keys.userAfter(key, Keys.INVITATIONS)
          .ifPresent(user -> invitations.put(user, Past.seat(item)));
      if (wrong == null) {
        wrong =
            told.chain.isGone(key)
                ? key.rng() + " is there, though the log does not tell of it"
                : wrong(item, key, told.chain).orElse(null);
      }
    }

    private Optional<String> missing() {
      return told.chain.there().stream()
          .filter(key -> !there.contains(key))
          .map(key -> key.rng() + " is not there, though the log tells of it")
          .sorted()
          .findFirst();
    }
  }

  private static Optional<String> difference(
      String what, Map<EmailAddress, Seat> told, Map<EmailAddress, Seat> present) {
    Set<EmailAddress> all = new TreeSet<>(told.keySet());
    all.addAll(present.keySet());
    return all.stream()
        .filter(user -> !Objects.equals(told.get(user), present.get(user)))
        .findFirst()
        .map(
            user ->
                what
                    + ": the log tells "
                    + text(told.get(user))
                    + " of "
                    + user
                    + ", the record "
                    + text(present.get(user)));
  }

  private static String text(@Nullable Seat seat) {
    return seat == null
        ? "nothing"
        : "the groups "
            + new TreeSet<>(Groups.write(seat.groups()))
            + (seat.suspended() ? ", suspended" : "");
  }
}
