package dev.orgtable.server.role;

import dev.orgtable.Group;
import dev.orgtable.GroupName;
import dev.orgtable.InvalidInput;
import dev.orgtable.OrgtableException.UnreadableRecord;
import dev.orgtable.role.Role;
import dev.orgtable.role.Roles;
import dev.orgtable.store.MembershipStore;
import dev.orgtable.store.Orgtable;
import dev.orgtable.store.RoleStore;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * The groups that somebody may be added to. With roles, they are those that the roles list, and
 * {@code owner}; without, any. Members stay in other groups, and can be removed from them.
 */
@Component
public final class KnownGroups {

  /** The most names that a refusal lists. */
  private static final int MOST_NAMES = 20;

  private final RoleStore roles;

  KnownGroups(Orgtable orgtable) {
    this.roles = orgtable.roles();
  }

  /**
   * Checks a group to grant and returns it. The group {@code owner} is checked without the roles.
   *
   * @throws InvalidInput if its name is not allowed for new groups, or the roles do not list it
   */
  public Group given(Group group) {
    MembershipStore.checkGiven(group);
    if (!group.equals(Group.OWNER)) {
      roles.current().ifPresent(known -> require(known, group));
    }
    return group;
  }

  private static void require(Roles known, Group group) {
    if (!known.knows(group)) {
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

  /** Returns the roles as of at most 5 seconds ago, for labels; none if they cannot be read. */
  public Optional<Roles> roles() {
    try {
      return roles.current();
    } catch (UnreadableRecord e) {
      return Optional.empty();
    }
  }
}
