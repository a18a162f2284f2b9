package dev.orgtable.history;

import dev.orgtable.Check;
import dev.orgtable.CheckResult;
import dev.orgtable.EmailAddress;
import dev.orgtable.Group;
import dev.orgtable.InvalidInput;
import dev.orgtable.UserId;
import dev.orgtable.event.Actor;
import dev.orgtable.event.Details;
import dev.orgtable.event.Details.Person;
import dev.orgtable.event.Event;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The members and invitations of an organisation, as its log tells them, if its events are applied
 * in their order from the first one. Not thread-safe.
 */
public final class Roster {

  private final SortedMap<EmailAddress, Seat> members = new TreeMap<>();
  private final SortedMap<EmailAddress, Seat> invitations = new TreeMap<>();
  private final Map<EmailAddress, UserId> ids = new HashMap<>();
  private final Map<Group, Group> renamed = new HashMap<>();
  private boolean suspended;
  private boolean exact = true;
  private boolean misses;

  /** Creates an empty roster, as before the first event. */
  public Roster() {}

  /**
   * Creates a roster of the present, from which events are taken back.
   *
   * @param ids the ids of the members
   */
  Roster(Map<EmailAddress, Seat> members, Map<EmailAddress, UserId> ids, boolean suspended) {
    this.members.putAll(members);
    this.ids.putAll(ids);
    this.suspended = suspended;
  }

  /**
   * What a member or an invitee has.
   *
   * @param groups the groups, or those offered
   * @param suspended whether the member is suspended
   */
  public record Seat(Set<Group> groups, boolean suspended) {

    /** Copies the groups. */
    public Seat {
      groups = Set.copyOf(groups);
    }

    Seat with(Set<Group> others) {
      return new Seat(others, suspended);
    }

    Seat suspended(boolean now) {
      return new Seat(groups, now);
    }
  }

  /** Returns the members. */
  public SortedMap<EmailAddress, Seat> members() {
    return Collections.unmodifiableSortedMap(members);
  }

  /** Returns the address of the member with an id; empty if no member has it. */
  public Optional<EmailAddress> addressOf(UserId id) {
    return ids.entrySet().stream()
        .filter(each -> each.getValue().equals(id))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /** Returns the id of a member; empty if the log does not say it. */
  public Optional<UserId> idOf(EmailAddress member) {
    return Optional.ofNullable(ids.get(member));
  }

  /**
   * Answers a check of this organisation: only an active member, of an organisation that is not
   * suspended, is one.
   *
   * @throws InvalidInput if it is for a permission: no log tells which groups have it
   */
  public CheckResult answer(Check question) {
    checkQuestion(question);
    Seat seat = members.get(question.user());
    if (suspended || seat == null || seat.suspended()) {
      return new CheckResult(false, false, Set.of());
    }
    boolean allowed = question.group().map(seat.groups()::contains).orElse(true);
    return new CheckResult(true, allowed, seat.groups());
  }

  static void checkQuestion(Check question) {
    if (question.permission().isPresent()) {
      throw new InvalidInput(
          "permission", "must not be given with at: the roles of that time are not kept");
    }
  }

  /**
   * Returns the invitations that were not answered, those that expired but were not removed too;
   * none if the roster is that of a past moment.
   */
  public SortedMap<EmailAddress, Seat> invitations() {
    return Collections.unmodifiableSortedMap(invitations);
  }

  /** Returns whether the organisation is suspended. */
  public boolean isSuspended() {
    return suspended;
  }

  /** Forgets the invitations, which are not told of the past. */
  Roster ofMembers() {
    invitations.clear();
    return this;
  }

  /**
   * Returns whether all that is told is known. It is not after a deletion was taken back, of an
   * organisation, a service or a group, since its event does not name who was in it; nor after the
   * renaming of a group with members, some of whom may have had its new name before, or after a job
   * moved one of them to the new name; nor if a member moved while the members were read, so that
   * they have neither address.
   */
  boolean isExact() {
    return exact && !misses;
  }

  /**
   * Returns whether a member was not found at either address, as one who moved while the members
   * were read.
   */
  boolean misses() {
    return misses && exact;
  }

  /** Takes back the last event, of which invitations are left out. */
  void undo(Event event) {
    Details details = event.details();
    switch (event.type()) {
      case ORGANISATION_CREATED, MEMBER_ADDED -> leave(person(details));
      case MEMBERS_ADDED -> details.members().forEach(member -> leave(member.user().email()));
      case MEMBER_REMOVED ->
          put(
              person(details.user()),
              new Seat(details.removed(), details.values().containsKey("suspended")));
      case MEMBER_GROUPS_CHANGED -> {
        if (!isAfterTheEnd(event)) {
          exact &= !isOfJob(event);
          change(
              person(details),
              seat -> seat.with(plus(without(seat.groups(), details.added()), details.removed())));
        }
      }
      case MEMBER_SUSPENDED -> change(person(details), seat -> seat.suspended(false));
      case MEMBER_REACTIVATED -> change(person(details), seat -> seat.suspended(true));
      case OWNERSHIP_TRANSFERRED -> {
        change(
            EmailAddress.of(before(details, "owner")),
            seat -> seat.with(plus(seat.groups(), Set.of(Group.OWNER))));
        change(person(details), seat -> seat.with(without(seat.groups(), details.added())));
      }
      case MEMBER_ADDRESS_CHANGED -> {
        EmailAddress before = EmailAddress.of(before(details, Details.EMAIL));
        move(members, person(details), before);
        misses |= !members.containsKey(before);
      }
      case GROUP_RENAMED -> exact &= isEmpty(name(details));
      case ORGANISATION_SUSPENDED -> suspended = false;
      case ORGANISATION_REACTIVATED -> suspended = true;
      case ORGANISATION_DELETED, SERVICE_DELETED, GROUP_DELETED -> exact = false;
      default -> {
        // It is about something else.
      }
    }
  }

  /**
   * Returns whether a job took a member out of a group that had ended before, and that the member
   * had without effect.
   */
  private static boolean isAfterTheEnd(Event event) {
    return isOfJob(event) && event.details().added().isEmpty();
  }

  private static boolean isOfJob(Event event) {
    return event.cause().job() != null || event.actor().kind() == Actor.Kind.JOB;
  }

  /** Takes everybody out of groups that had ended. */
  void leave(Predicate<Group> ended) {
    regroup(group -> ended.test(group) ? null : group);
  }

  /** Applies the next event of the log. */
  public void apply(Event event) {
    Details details = event.details();
    switch (event.type()) {
      case ORGANISATION_CREATED, MEMBER_ADDED -> join(person(details.user()), details.added());
      case MEMBERS_ADDED ->
          details.members().forEach(member -> join(member.user(), member.groups()));
      case MEMBER_REMOVED -> leave(person(details));
      case MEMBER_GROUPS_CHANGED ->
          members.computeIfPresent(person(details), (user, seat) -> regroup(seat, details));
      case INVITATION_GROUPS_CHANGED ->
          invitations.computeIfPresent(person(details), (user, seat) -> regroup(seat, details));
      case MEMBER_SUSPENDED -> change(person(details), seat -> seat.suspended(true));
      case MEMBER_REACTIVATED -> change(person(details), seat -> seat.suspended(false));
      case OWNERSHIP_TRANSFERRED -> transfer(details);
      case MEMBER_ADDRESS_CHANGED ->
          move(members, EmailAddress.of(before(details, Details.EMAIL)), person(details));
      case INVITATION_CREATED -> invitations.put(person(details), new Seat(details.added(), false));
      case INVITATION_REJECTED, INVITATION_REVOKED, INVITATION_EXPIRED ->
          invitations.remove(person(details));
      case INVITATION_ADDRESS_CHANGED ->
          move(invitations, EmailAddress.of(before(details, Details.EMAIL)), person(details));
      case GROUP_RENAMED -> {
        regroup(group -> group.equals(former(details)) ? name(details) : group);
        renamed.put(former(details), name(details));
      }
      case GROUP_DELETED -> regroup(group -> group.equals(name(details)) ? null : group);
      case SERVICE_DELETED ->
          regroup(
              group ->
                  group instanceof Group.OfService of && of.service().equals(details.service())
                      ? null
                      : group);
      case ORGANISATION_SUSPENDED -> suspended = true;
      case ORGANISATION_REACTIVATED -> suspended = false;
      case ORGANISATION_DELETED -> {
        members.clear();
        ids.clear();
        invitations.clear();
        suspended = false;
      }
      default -> {
        // It is about something else.
      }
    }
  }

  private boolean isEmpty(Group group) {
    return members.values().stream().noneMatch(seat -> seat.groups().contains(group));
  }

  private static EmailAddress person(Details details) {
    return person(details.user()).email();
  }

  private static Person person(@Nullable Person person) {
    return Objects.requireNonNull(person);
  }

  private static Group name(Details details) {
    return Group.of(Objects.requireNonNull(details.group()).value());
  }

  private static Group former(Details details) {
    return Group.of(before(details, "name"));
  }

  private static String before(Details details, String value) {
    return Objects.requireNonNull(Objects.requireNonNull(details.values().get(value)).before());
  }

  private void join(Person user, Set<Group> groups) {
    invitations.remove(user.email());
    put(user, new Seat(groups, false));
  }

  private void put(Person user, Seat seat) {
    members.put(user.email(), seat);
    if (user.id() != null) {
      ids.put(user.email(), user.id());
    }
  }

  private void leave(EmailAddress user) {
    members.remove(user);
    ids.remove(user);
  }

  private void change(EmailAddress user, UnaryOperator<Seat> change) {
    members.computeIfPresent(user, (key, seat) -> change.apply(seat));
  }

  private void transfer(Details details) {
    EmailAddress from = EmailAddress.of(before(details, "owner"));
    change(from, seat -> seat.with(without(seat.groups(), Set.of(Group.OWNER))));
    change(person(details), seat -> seat.with(plus(seat.groups(), Set.of(Group.OWNER))));
  }

  private void move(SortedMap<EmailAddress, Seat> seats, EmailAddress from, EmailAddress to) {
    Seat seat = seats.remove(from);
    if (seat != null) {
      seats.put(to, seat);
    }
    UserId id = seats == members ? ids.remove(from) : null;
    if (id != null) {
      ids.put(to, id);
    }
  }

  /** Replaces groups of all members and invitations; a group that becomes null is left. */
  private void regroup(Regrouping change) {
    for (Map<EmailAddress, Seat> seats : List.of(members, invitations)) {
      seats.replaceAll(
          (user, seat) ->
              seat.with(
                  seat.groups().stream()
                      .map(change::of)
                      .filter(Objects::nonNull)
                      .collect(Collectors.toSet())));
    }
  }

  @FunctionalInterface
  private interface Regrouping {
    @Nullable Group of(Group group);
  }

  /**
   * Returns what a member has after a change of groups. The groups that are added come last, since
   * a job that moves a member to the new name of a group removes the old one, which is here the new
   * one already.
   */
  private Seat regroup(Seat seat, Details details) {
    Set<Group> removed = new HashSet<>();
    for (Group group : details.removed()) {
      removed.add(present(seat, group));
    }
    return seat.with(plus(without(seat.groups(), removed), details.added()));
  }

  /**
   * Returns the name that a group of a member has here. A member whom the job of a renaming has not
   * reached yet loses the group by its former name.
   */
  private Group present(Seat seat, Group group) {
    return seat.groups().contains(group) ? group : renamed.getOrDefault(group, group);
  }

  private static Set<Group> plus(Set<Group> groups, Collection<Group> more) {
    Set<Group> all = new HashSet<>(groups);
    all.addAll(more);
    return all;
  }

  private static Set<Group> without(Set<Group> groups, Collection<Group> gone) {
    Set<Group> left = new HashSet<>(groups);
    left.removeAll(gone);
    return left;
  }
}
