package dev.orgtable;

import java.util.Set;

/**
 * A user's membership with the groups held in it.
 *
 * @param organisation the organisation, as the user's side tells it
 * @param groups the groups held in the organisation and in its services
 */
public record UserMembership(UserOrganisation organisation, Set<Group> groups) {

  /** Copies the groups. */
  public UserMembership {
    groups = Set.copyOf(groups);
  }
}
