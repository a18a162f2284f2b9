package dev.orgtable;

import java.util.Set;

/**
 * A user's membership with its groups.
 *
 * @param organisation the organisation, as the user's side stores it
 * @param groups the user's groups in the organisation and its services
 */
public record UserMembership(UserOrganisation organisation, Set<Group> groups) {

  /** Copies the groups. */
  public UserMembership {
    groups = Set.copyOf(groups);
  }
}
