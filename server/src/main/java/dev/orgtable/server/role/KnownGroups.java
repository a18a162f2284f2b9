package dev.orgtable.server.role;

import dev.orgtable.Group;
import dev.orgtable.GroupName;
import dev.orgtable.InvalidInput;
import dev.orgtable.OrganisationId;
import dev.orgtable.OrgtableException.UnreadableRecord;
import dev.orgtable.PageRequest;
import dev.orgtable.role.OrganisationGroup;
import dev.orgtable.role.Role;
import dev.orgtable.role.Roles;
import dev.orgtable.store.GroupStore;
import dev.orgtable.store.MembershipStore;
import dev.orgtable.store.Orgtable;
import dev.orgtable.store.RoleStore;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * The groups that somebody may be added to. With roles, they are those that the roles list, {@code
 * owner}, and those of which the organisation has a record; without, any. Members stay in other
 * groups, and can be removed from them.
 */
@Component
public final class KnownGroups {

  /** The most names that a refusal lists. */
  private static final int MOST_NAMES = 20;

  private final RoleStore roles;
  private final GroupStore groups;

  KnownGroups(Orgtable orgtable) {
    this.roles = orgtable.roles();
    this.groups = orgtable.groups();
  }

  /**
   * Returns a function that checks a group to grant and returns it. The group {@code owner} is
   * checked without the roles; a record is read only of a group that the roles do not list. It
   * throws {@link InvalidInput} if the name is not allowed for new groups, or the group is not
   * known.
   */
  public UnaryOperator<Group> in(OrganisationId organisation) {
    return group -> given(organisation, group);
  }

  private Group given(OrganisationId organisation, Group group) {
    MembershipStore.checkGiven(group);
    if (!group.equals(Group.OWNER)) {
      roles.current().ifPresent(known -> require(known, organisation, group));
    }
    return group;
  }

  private boolean hasRecord(OrganisationId organisation, Group group) {
    return group instanceof Group.OfOrganisation && groups.exists(organisation, group.name());
  }

  private void require(Roles known, OrganisationId organisation, Group group) {
    if (!known.knows(group) && !hasRecord(organisation, group)) {
      throw new InvalidInput("group", "must be one of the roles: " + names(known, group));
    }
  }

  private static String names(Roles known, Group group) {
    List<GroupName> listed =
        (group instanceof Group.OfService ? known.service() : known.organisation())
            .stream().map(Role::name).toList();
    Stream<GroupName> owner =
        group instanceof Group.OfService || listed.contains(Group.OWNER.name())
            ? Stream.empty()
            : Stream.of(Group.OWNER.name());
    List<GroupName> all = Stream.concat(owner, listed.stream()).toList();
    return all.stream().limit(MOST_NAMES).map(GroupName::value).collect(Collectors.joining(", "))
        + (all.size() > MOST_NAMES ? ", …" : "");
  }

  /** Returns the groups of an organisation that have a record, in order of their names. */
  public List<OrganisationGroup> own(OrganisationId organisation) {
    return groups.list(organisation, PageRequest.first(OrganisationGroup.MOST)).items();
  }

  /** Returns the roles as of at most 5 seconds ago, for labels; none if they cannot be read. */
  public Optional<Roles> roles() {
    try {
      return roles.current();
    } catch (UnreadableRecord e) {
      return Optional.empty();
    }
  }
}
