package dev.orgtable.server.role;

import dev.orgtable.Group;
import dev.orgtable.GroupName;
import dev.orgtable.InvalidInput;
import dev.orgtable.OrganisationId;
import dev.orgtable.OrgtableException.OrganisationNotFound;
import dev.orgtable.OrgtableException.UnreadableRecord;
import dev.orgtable.PageRequest;
import dev.orgtable.role.OrganisationGroup;
import dev.orgtable.role.Role;
import dev.orgtable.role.Roles;
import dev.orgtable.store.GroupStore;
import dev.orgtable.store.MembershipStore;
import dev.orgtable.store.Orgtable;
import dev.orgtable.store.RoleStore;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

  /** Returns a check of groups to grant in an organisation, for one request. */
  public Given in(OrganisationId organisation) {
    return new Given(organisation);
  }

  /**
   * Checks groups to grant, and returns each. The group {@code owner} is checked without the roles;
   * records are read only of groups that the roles do not list: in one batch if the groups are
   * named in advance, otherwise that of the first, and then those of all groups.
   */
  public final class Given implements UnaryOperator<Group> {

    private final OrganisationId organisation;
    private final Map<GroupName, Boolean> read = new HashMap<>();
    private boolean allRead;

    private Given(OrganisationId organisation) {
      this.organisation = organisation;
    }

    /** Reads at once what the checks of these groups need. */
    public void readAhead(Collection<Group> all) {
      if (all.stream().anyMatch(group -> !group.equals(Group.OWNER))) {
        roles.current().ifPresent(listed -> readUnlisted(listed, all));
      }
    }

    private void readUnlisted(Roles listed, Collection<Group> all) {
      Set<GroupName> names =
          all.stream()
              .filter(group -> group instanceof Group.OfOrganisation && !listed.knows(group))
              .filter(group -> !group.equals(Group.OWNER))
              .map(Group::name)
              .filter(name -> !read.containsKey(name))
              .collect(Collectors.toSet());
      if (!names.isEmpty()) {
        Set<GroupName> existing = groups.existing(organisation, names);
        names.forEach(name -> read.put(name, existing.contains(name)));
      }
    }

    /**
     * Checks one group.
     *
     * @throws InvalidInput if the name is not allowed for new groups, or the group is not known
     */
    @Override
    public Group apply(Group group) {
      MembershipStore.checkGiven(group);
      if (!group.equals(Group.OWNER)) {
        roles.current().ifPresent(listed -> require(listed, group));
      }
      return group;
    }

    private void require(Roles listed, Group group) {
      if (!listed.knows(group) && !hasRecord(listed, group)) {
        throw new InvalidInput(
            "group", "must be one of the roles: " + names(listed, group) + ownNames(group));
      }
    }

    /** Names the groups of which the organisation has a record, if there are any. */
    private String ownNames(Group group) {
      List<GroupName> own = group instanceof Group.OfService ? List.of() : recorded(organisation);
      return own.isEmpty() ? "" : "; or of the organisation's groups: " + listed(own);
    }

    private boolean hasRecord(Roles listed, Group group) {
      if (!(group instanceof Group.OfOrganisation)) {
        return false;
      }
      if (read.isEmpty()) {
        readUnlisted(listed, List.of(group));
      } else if (!read.containsKey(group.name()) && !allRead) {
        own(organisation).forEach(each -> read.put(each.name(), true));
        allRead = true;
      }
      return read.getOrDefault(group.name(), false);
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
    return listed(all);
  }

  private static String listed(List<GroupName> all) {
    return all.stream().limit(MOST_NAMES).map(GroupName::value).collect(Collectors.joining(", "))
        + (all.size() > MOST_NAMES ? ", …" : "");
  }

  /** Returns the names of an organisation's groups, for a refusal; none if they cannot be read. */
  private List<GroupName> recorded(OrganisationId organisation) {
    try {
      return own(organisation).stream().map(OrganisationGroup::name).toList();
    } catch (OrganisationNotFound | UnreadableRecord e) {
      return List.of();
    }
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
