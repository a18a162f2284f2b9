package dev.orgtable.server.authzen;

import dev.orgtable.Check;
import dev.orgtable.EmailAddress;
import dev.orgtable.Group;
import dev.orgtable.GroupName;
import dev.orgtable.Permission;
import dev.orgtable.role.GroupRoles;
import dev.orgtable.role.Roles;
import dev.orgtable.server.authzen.Terms.Place;
import java.util.Set;

/** An action of AuthZEN that is known here: what it needs. */
sealed interface Action {

  /** Returns the check whether a user may perform it at a place. */
  Check check(EmailAddress user, Place place);

  /**
   * Returns whether a member of these groups may perform it at a place.
   *
   * @param standFor the roles that groups of the organisation stand for
   */
  boolean isAllowed(Set<Group> groups, Place place, GroupRoles standFor);

  /** Returns whether it needs the roles that groups stand for. */
  default boolean needsRoles() {
    return false;
  }

  /** The action {@code member}. */
  record Membership() implements Action {

    @Override
    public Check check(EmailAddress user, Place place) {
      return Check.member(user, place.organisation());
    }

    @Override
    public boolean isAllowed(Set<Group> groups, Place place, GroupRoles standFor) {
      return true;
    }
  }

  /**
   * The action {@code in:} a group.
   *
   * @param name the name of the group at the place
   */
  record InGroup(GroupName name) implements Action {

    @Override
    public Check check(EmailAddress user, Place place) {
      return Check.inGroup(user, place.organisation(), place.group(name));
    }

    @Override
    public boolean isAllowed(Set<Group> groups, Place place, GroupRoles standFor) {
      return groups.contains(place.group(name));
    }
  }

  /**
   * An action that is a permission.
   *
   * @param permission the permission
   * @param roles the roles that name it
   */
  record Permitted(Permission permission, Roles roles) implements Action {

    @Override
    public Check check(EmailAddress user, Place place) {
      return place
          .service()
          .map(service -> Check.permitted(user, place.organisation(), service, permission))
          .orElseGet(() -> Check.permitted(user, place.organisation(), permission));
    }

    @Override
    public boolean isAllowed(Set<Group> groups, Place place, GroupRoles standFor) {
      return roles.permit(standFor.and(groups), new Check.Needed(permission, place.service()));
    }

    @Override
    public boolean needsRoles() {
      return true;
    }
  }
}
