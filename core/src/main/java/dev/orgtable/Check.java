package dev.orgtable;

import java.util.Optional;

/**
 * A membership check, as a back end makes it to authorise a user: is this user a member of this
 * organisation, and in this group?
 *
 * @param user the user
 * @param organisation the organisation
 * @param group the group to be in; empty if membership is enough
 */
public record Check(EmailAddress user, OrganisationId organisation, Optional<Group> group) {

  /** Returns the check that a user is a member. */
  public static Check member(EmailAddress user, OrganisationId organisation) {
    return new Check(user, organisation, Optional.empty());
  }

  /** Returns the check that a user is in a group of the organisation or of one of its services. */
  public static Check inGroup(EmailAddress user, OrganisationId organisation, Group group) {
    return new Check(user, organisation, Optional.of(group));
  }
}
