package dev.orgtable.internal;

import dev.orgtable.Group;
import dev.orgtable.GroupName;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.event.Details;
import dev.orgtable.event.EventType;
import dev.orgtable.facts.ExternalId;
import dev.orgtable.internal.event.Draft;
import dev.orgtable.internal.record.Layout;
import dev.orgtable.internal.record.MembershipKeys;
import dev.orgtable.internal.record.OrganisationGroupMemberRecord;
import dev.orgtable.internal.record.UserIdRecord;
import dev.orgtable.role.GroupDetails;
import dev.orgtable.role.OrganisationGroup;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The events of those groups of organisations that have a record. */
public final class GroupEvents {

  private GroupEvents() {}

  public static Draft created(OrganisationGroup group) {
    return of(group, EventType.GROUP_CREATED, GroupDetails.NONE, group.details());
  }

  /** Returns the event of a change of details, on condition that nobody else changed them. */
  public static Draft changed(OrganisationGroup before, OrganisationGroup after) {
    return of(after, EventType.GROUP_CHANGED, before.details(), after.details());
  }

  public static Draft deleted(OrganisationGroup group) {
    return of(group, EventType.GROUP_DELETED, group.details(), GroupDetails.NONE);
  }

  static Draft renamed(GroupName from, OrganisationGroup to) {
    return Draft.of(
        to.organisation(),
        EventType.GROUP_RENAMED,
        Details.NONE.in(to.name()).changing("name", from.value(), to.name().value()));
  }

  /**
   * Returns the event of a member or an invitation that a job takes out of a group, and adds to
   * another one. The log needs it only of those that are {@link #isLater} than the renaming or
   * deletion of the group, whose event says it of the others.
   */
  public static Draft moved(Item record, Set<Group> out, Set<Group> in) {
    MembershipKeys keys = MembershipKeys.of(record.key()).orElseThrow();
    return Draft.of(
        keys.organisation(),
        Layout.is(record, OrganisationGroupMemberRecord.TYP)
            ? EventType.MEMBER_GROUPS_CHANGED
            : EventType.INVITATION_GROUPS_CHANGED,
        Details.of(UserIdRecord.stored(record).orElse(null), keys.user()).removing(out).adding(in));
  }

  /**
   * Returns whether the last event of a member or an invitation is later than an event.
   *
   * @param since the id of the event; empty if there is none
   */
  public static boolean isLater(Item record, String since) {
    return record.text(Layout.EVENT).compareTo(since) > 0;
  }

  private static Draft of(
      OrganisationGroup group, EventType type, GroupDetails before, GroupDetails after) {
    return Draft.of(
        group.organisation(),
        type,
        Details.NONE
            .in(group.name())
            .changing("label", text(before.label()), text(after.label()))
            .changing("description", text(before.description()), text(after.description()))
            .changing("externalId", text(before.externalId()), text(after.externalId()))
            .changing("roles", text(before.roles()), text(after.roles())));
  }

  private static @Nullable String text(String value) {
    return value.isEmpty() ? null : value;
  }

  private static @Nullable String text(@Nullable ExternalId id) {
    return id == null ? null : id.value();
  }

  private static @Nullable String text(List<GroupName> roles) {
    return text(roles.stream().map(GroupName::value).collect(Collectors.joining(" ")));
  }
}
