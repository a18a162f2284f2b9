package dev.orgtable;

import java.util.Optional;

/**
 * What a back end asks before it lets a user do something: is this user a member of this
 * organisation, and in this group?
 *
 * @param user the user
 * @param organisation the organisation
 * @param group the group to hold; empty if membership is enough
 */
public record Check(UserId user, OrganisationId organisation, Optional<Group> group) {

  /** Returns the question whether a user is a member. */
  public static Check member(UserId user, OrganisationId organisation) {
    return new Check(user, organisation, Optional.empty());
  }

  /**
   * Returns the question whether a user is in a group of the organisation or of one of its
   * services.
   */
  public static Check inGroup(UserId user, OrganisationId organisation, Group group) {
    return new Check(user, organisation, Optional.of(group));
  }
}
