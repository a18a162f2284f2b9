package dev.orgtable.role;

import dev.orgtable.Group;
import dev.orgtable.GroupName;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The roles that the groups of one organisation stand for.
 *
 * @param roles the roles of each group that has some, by the group's name
 */
public record GroupRoles(Map<GroupName, Set<GroupName>> roles) {

  /** No roles. */
  public static final GroupRoles NONE = new GroupRoles(Map.of());

  /** Copies the roles. */
  public GroupRoles {
    roles =
        roles.entrySet().stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    Map.Entry::getKey, each -> Set.copyOf(each.getValue())));
  }

  /**
   * Returns groups together with the roles that they stand for: what counts for permissions, but
   * not for membership. No group stands for {@code owner}.
   */
  public Set<Group> and(Set<Group> groups) {
    if (roles.isEmpty()) {
      return groups;
    }
    Set<Group> all = new HashSet<>(groups);
    for (Group group : groups) {
      if (group instanceof Group.OfOrganisation) {
        roles.getOrDefault(group.name(), Set.of()).stream()
            .filter(role -> !role.equals(Group.OWNER.name()))
            .forEach(role -> all.add(new Group.OfOrganisation(role)));
      }
    }
    return all;
  }
}
