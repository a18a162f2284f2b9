package dev.orgtable.event;

import dev.orgtable.EmailAddress;
import dev.orgtable.Group;
import dev.orgtable.GroupName;
import dev.orgtable.MembershipId;
import dev.orgtable.ServiceId;
import dev.orgtable.UserId;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a change was about, and what it changed. {@link EventType} says which of it an event has.
 *
 * @param user the user or the invitee
 * @param service the service
 * @param group the group of the organisation, by its name after the change
 * @param invitation the invitation, also one that made its invitee a member
 * @param added the groups that a member or an invitation got
 * @param removed the groups that a member lost
 * @param values other values that were changed, by name. Of metadata and of roles, only the names
 *     of those that changed are given, as {@code after}, with spaces between
 * @param members the users who became members at once
 */
public record Details(
    @Nullable Person user,
    @Nullable ServiceId service,
    @Nullable GroupName group,
    @Nullable MembershipId invitation,
    Set<Group> added,
    Set<Group> removed,
    SortedMap<String, Value> values,
    List<NewMember> members) {

  /** The name of the value of an address that was changed. */
  public static final String EMAIL = "email";

  /** Nothing. */
  public static final Details NONE =
      new Details(
          null, null, null, null, Set.of(), Set.of(), Collections.emptySortedMap(), List.of());

  /**
   * A user, or an invitee.
   *
   * @param id the user's id; null of an invitee who was not known to be a user, and of a member who
   *     was changed without being read
   * @param email the address at that time
   */
  public record Person(@Nullable UserId id, EmailAddress email) {}

  /**
   * A user who became a member.
   *
   * @param user the user
   * @param groups the groups
   */
  public record NewMember(Person user, Set<Group> groups) {

    /** Copies the groups. */
    public NewMember {
      groups = Set.copyOf(groups);
    }
  }

  /**
   * A value before and after a change.
   *
   * @param before null if there was none, or it is not kept
   * @param after null if there is none, or it is not kept
   */
  public record Value(@Nullable String before, @Nullable String after) {}

  /** Copies the collections. */
  public Details {
    added = Set.copyOf(added);
    removed = Set.copyOf(removed);
    members = List.copyOf(members);
    values =
        values.isEmpty()
            ? Collections.emptySortedMap()
            : Collections.unmodifiableSortedMap(new TreeMap<>(values));
  }

  /** Returns details about a user or an invitee whose id is not known. */
  public static Details of(EmailAddress email) {
    return of(null, email);
  }

  /** Returns details about a user or an invitee. */
  public static Details of(@Nullable UserId id, EmailAddress email) {
    return new Details(
        new Person(id, email), null, null, null, Set.of(), Set.of(), NONE.values, List.of());
  }

  /** Returns these details about a service. */
  public Details in(ServiceId other) {
    return new Details(user, other, group, invitation, added, removed, values, members);
  }

  /** Returns these details about a group. */
  public Details in(GroupName other) {
    return new Details(user, service, other, invitation, added, removed, values, members);
  }

  /** Returns these details about an invitation; null if it is not known. */
  public Details by(@Nullable MembershipId other) {
    return new Details(user, service, group, other, added, removed, values, members);
  }

  /** Returns these details with groups that were added. */
  public Details adding(Set<Group> groups) {
    return new Details(user, service, group, invitation, groups, removed, values, members);
  }

  /** Returns these details with groups that were removed. */
  public Details removing(Set<Group> groups) {
    return new Details(user, service, group, invitation, added, groups, values, members);
  }

  /** Returns these details with another changed value; the same ones if it did not change. */
  public Details changing(String name, @Nullable String before, @Nullable String after) {
    if (before == null ? after == null : before.equals(after)) {
      return this;
    }
    return with(name, new Value(before, after));
  }

  /** Returns these details with a value that was changed, but is not kept. */
  public Details changing(String name) {
    return with(name, new Value(null, null));
  }

  private Details with(String name, Value value) {
    SortedMap<String, Value> all = new TreeMap<>(values);
    all.put(name, value);
    return with(all);
  }

  /** Returns these details with other changed values. */
  public Details with(SortedMap<String, Value> others) {
    return new Details(user, service, group, invitation, added, removed, others, members);
  }

  /** Returns these details with a value that says what was changed, and stayed the same. */
  public Details keeping(String name, String value) {
    SortedMap<String, Value> all = new TreeMap<>(values);
    all.put(name, new Value(value, value));
    return new Details(user, service, group, invitation, added, removed, all, members);
  }

  /** Returns details about users who became members at once. */
  public static Details of(List<NewMember> members) {
    return new Details(
        null, null, null, null, Set.of(), Set.of(), Collections.emptySortedMap(), members);
  }
}
