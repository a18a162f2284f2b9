package dev.orgtable.internal.event;

import dev.orgtable.Group;
import dev.orgtable.GroupName;
import dev.orgtable.ServiceId;
import dev.orgtable.dynamodb.Key;
import dev.orgtable.event.Details;
import dev.orgtable.event.Details.Value;
import dev.orgtable.event.Event;
import dev.orgtable.event.EventId;
import dev.orgtable.event.EventLog;
import dev.orgtable.event.EventType;
import dev.orgtable.internal.record.Keys;
import dev.orgtable.internal.record.OrganisationRecord;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The events of a log, each of which continues what those before it left: a renaming says which
 * name was there before, a removal in which groups the member was. If an event is missing, or one
 * is there that no change made, the next one about the same does not continue. Not thread-safe.
 *
 * <p>It says nothing about values of which events have no text before and after, about the profile
 * of a member, which also follows the user's, nor about the members of groups that were deleted or
 * renamed, who lose or keep them later, by a job, and likewise of those of a deleted service.
 */
public final class Chain {

  private static final String SUSPENDED = "suspended";
  private static final String DISABLED = "disabled";

  /** Values of which there is no text before the change. */
  private static final Set<String> WITHOUT_BEFORE = Set.of("metadata", "failure");

  /** Values that name what an event is about. */
  private static final List<String> NAMES = List.of("subscriber", "webhook", "apiKey", "account");

  private final Key source;
  private final Set<Group> endedGroups = new HashSet<>();
  private final Set<ServiceId> endedServices = new HashSet<>();
  private final Told told;
  private boolean over;

  /**
   * Creates the chain of a log.
   *
   * @param whole whether it is applied from the event on that created the organisation or the user
   */
  public Chain(EventLog log, boolean whole) {
    this.source =
        log instanceof EventLog.OfOrganisation of
            ? OrganisationRecord.key(of.organisation())
            : new Key(EventRecord.partition(log), "");
    this.told = new Told(whole, this::hasEnded);
  }

  /** Returns what does not continue, for people; empty if all events do. */
  public Optional<String> broken() {
    return told.broken();
  }

  /** Returns the keys of the records of the organisation that the events say are there. */
  public Set<Key> there() {
    return told.there(source.id());
  }

  /** Returns whether the events say that a record of the organisation is not there. */
  public boolean isGone(Key record) {
    return told.isGone(record);
  }

  /** Returns the last event about a record of the organisation; null if there was none. */
  public @Nullable EventId last(Key record) {
    return told.last(record);
  }

  /**
   * Returns how a value of a record differs from what the events tell, for people; empty if it does
   * not, or if they tell nothing of it.
   *
   * @param present the value of the record; null if it has none
   */
  public Optional<String> differing(Key record, String name, @Nullable String present) {
    return told.differing(record, name, present);
  }

  /** Returns the key under which the log tells of the organisation or the user whose it is. */
  public Key source() {
    return source;
  }

  /** Applies the next event of the log. */
  public void apply(Event event) {
    Details details = event.details();
    if (over && event.type() != EventType.ORGANISATION_CREATED) {
      return;
    }
    switch (event.type()) {
      case ORGANISATION_CREATED -> {
        over = false;
        begin(event, source);
        join(event, person(details), details.added());
      }
      case ORGANISATION_DELETED, USER_DELETED -> {
        values(event, source);
        told.clear();
        over = true;
      }
      case MEMBER_ADDED -> join(event, person(details), details.added());
      case MEMBERS_ADDED ->
          details
              .members()
              .forEach(each -> join(event, each.user().email().value(), each.groups()));
      case MEMBER_ADDRESS_CHANGED ->
          told.move(event, member(former(details, Details.EMAIL)), member(person(details)));
      case INVITATION_ADDRESS_CHANGED ->
          told.move(event, invitation(former(details, Details.EMAIL)), invitation(person(details)));
      case GROUP_RENAMED -> rename(event);
      case OWNERSHIP_TRANSFERRED -> transfer(event);
      default -> single(event, record(event));
    }
  }

  /** Applies an event about one record. */
  private void single(Event event, Key record) {
    Details details = event.details();
    switch (event.type()) {
      case USER_CREATED -> {
        begin(event, record);
        told.value(event, record, Details.EMAIL, null, person(details));
      }
      case SERVICE_CREATED, GROUP_CREATED -> begin(event, record);
      case SERVICE_DELETED -> {
        end(event, record);
        endedServices.add(Objects.requireNonNull(details.service()));
      }
      case GROUP_DELETED -> {
        end(event, record);
        endedGroups.add(Group.of(Objects.requireNonNull(details.group()).value()));
      }
      case INVITATION_CREATED -> {
        begin(event, record);
        told.enter(event, record, details.added());
      }
      case INVITATION_REJECTED, INVITATION_REVOKED, INVITATION_EXPIRED -> end(event, record);
      case MEMBER_GROUPS_CHANGED, INVITATION_GROUPS_CHANGED -> {
        told.stay(event, record);
        told.leave(event, record, details.removed());
        told.enter(event, record, details.added());
      }
      case MEMBER_REMOVED -> {
        told.leaveAll(event, record, details.removed());
        Value suspended = details.values().get(SUSPENDED);
        told.value(event, record, SUSPENDED, suspended == null ? null : suspended.before(), null);
        told.end(event, record);
      }
      case MEMBER_SUSPENDED, ORGANISATION_SUSPENDED -> told.turn(event, record, SUSPENDED, true);
      case MEMBER_REACTIVATED, ORGANISATION_REACTIVATED ->
          told.turn(event, record, SUSPENDED, false);
      case WEBHOOK_DISABLED -> told.turn(event, record, DISABLED, true);
      case WEBHOOK_ENABLED -> told.turn(event, record, DISABLED, false);
      case MEMBER_CHANGED -> told.stay(event, record);
      default -> named(event, record);
    }
  }

  /** Applies an event that may be the first or the last one of what a value names. */
  private void named(Event event, Key record) {
    Value name = name(event.details()).map(each -> event.details().values().get(each)).orElse(null);
    if (name != null && name.before() == null) {
      begin(event, record);
    } else if (name != null && name.after() == null) {
      end(event, record);
    } else {
      told.stay(event, record);
      values(event, record);
    }
  }

  private static Optional<String> name(Details details) {
    return NAMES.stream().filter(name -> details.values().containsKey(name)).findFirst();
  }

  /** Returns the key of the record that an event is about, or what stands for it. */
  private Key record(Event event) {
    Details details = event.details();
    String type = event.type().text();
    if (type.startsWith("member.")) {
      return member(person(details));
    }
    if (type.startsWith("invitation.")) {
      return invitation(person(details));
    }
    ServiceId service = details.service();
    if (service != null) {
      return new Key(source.id(), Keys.SERVICES + service);
    }
    GroupName group = details.group();
    return group == null
        ? name(details).map(name -> new Key(name, text(details, name))).orElse(source)
        : group(group.value());
  }

  private static String text(Details details, String name) {
    Value value = Objects.requireNonNull(details.values().get(name));
    String before = value.before();
    return before == null ? Objects.requireNonNull(value.after()) : before;
  }

  private Key member(String user) {
    return new Key(source.id(), Keys.MEMBERS + user);
  }

  private Key invitation(String user) {
    return new Key(source.id(), Keys.INVITATIONS + user);
  }

  private Key group(String name) {
    return new Key(source.id(), Keys.GROUPS + name);
  }

  private static String person(Details details) {
    return Objects.requireNonNull(details.user()).email().value();
  }

  private static String former(Details details, String name) {
    return Objects.requireNonNull(Objects.requireNonNull(details.values().get(name)).before());
  }

  private void begin(Event event, Key record) {
    told.begin(event, record);
    values(event, record);
  }

  private void end(Event event, Key record) {
    values(event, record);
    told.end(event, record);
  }

  private void values(Event event, Key record) {
    event
        .details()
        .values()
        .forEach(
            (name, value) -> {
              if (isTold(event.type(), name, value)) {
                told.value(event, record, name, value.before(), value.after());
              }
            });
  }

  private static boolean isTold(EventType type, String name, Value value) {
    return (value.before() != null || value.after() != null)
        && !NAMES.contains(name)
        && !WITHOUT_BEFORE.contains(name)
        && !(type == EventType.ROLES_CHANGED && name.equals("roles"));
  }

  /** A user becomes a member; an open invitation ends, and its groups are the member's. */
  private void join(Event event, String user, Set<Group> groups) {
    if (event.details().invitation() != null) {
      told.leaveAll(event, invitation(user), groups);
      told.end(event, invitation(user));
    } else {
      told.forget(invitation(user));
    }
    told.begin(event, member(user));
    told.enter(event, member(user), groups);
  }

  private void rename(Event event) {
    String former = former(event.details(), "name");
    String name = Objects.requireNonNull(event.details().group()).value();
    endedGroups.add(Group.of(former));
    endedGroups.add(Group.of(name));
    told.move(event, group(former), group(name));
  }

  /** One owner gives the ownership up, to a member who may be an owner, too. */
  private void transfer(Event event) {
    Key from = member(former(event.details(), "owner"));
    told.stay(event, from);
    told.leave(event, from, Set.of(Group.OWNER));
    Key to = member(person(event.details()));
    told.group(event, to, Group.OWNER, event.details().added().isEmpty(), true);
  }

  private boolean hasEnded(Group group) {
    return endedGroups.contains(group)
        || (group instanceof Group.OfService of && endedServices.contains(of.service()));
  }
}
