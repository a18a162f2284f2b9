package dev.orgtable;

import java.util.Optional;

/**
 * A membership check, as a back end makes it to authorise a user: is this user a member of this
 * organisation, and in this group, or with this permission?
 *
 * @param user the user
 * @param organisation the organisation
 * @param group the group to be in; empty if membership is enough, or a permission is needed
 * @param permission the permission to have; empty if none is needed
 */
public record Check(
    EmailAddress user,
    OrganisationId organisation,
    Optional<Group> group,
    Optional<Needed> permission) {

  /**
   * Refuses a check for both a group and a permission.
   *
   * @throws InvalidInput if there are both
   */
  public Check {
    if (group.isPresent() && permission.isPresent()) {
      throw new InvalidInput("permission", "must not be combined with group");
    }
  }

  /**
   * A permission that a check is for.
   *
   * @param permission the permission
   * @param service the service in which the user must have it; empty for the organisation
   */
  public record Needed(Permission permission, Optional<ServiceId> service) {}

  /** Returns the check that a user is a member. */
  public static Check member(EmailAddress user, OrganisationId organisation) {
    return new Check(user, organisation, Optional.empty(), Optional.empty());
  }

  /** Returns the check that a user is in a group of the organisation or of one of its services. */
  public static Check inGroup(EmailAddress user, OrganisationId organisation, Group group) {
    return new Check(user, organisation, Optional.of(group), Optional.empty());
  }

  /**
   * Returns the check that a user has a permission in the organisation, by its groups of the
   * organisation.
   */
  public static Check permitted(
      EmailAddress user, OrganisationId organisation, Permission permission) {
    return permitted(user, organisation, new Needed(permission, Optional.empty()));
  }

  /**
   * Returns the check that a user has a permission in a service, by its groups of the service or of
   * the organisation. Nobody has a permission in a service that does not exist. Costs 1 read unit
   * more than other checks.
   */
  public static Check permitted(
      EmailAddress user, OrganisationId organisation, ServiceId service, Permission permission) {
    return permitted(user, organisation, new Needed(permission, Optional.of(service)));
  }

  private static Check permitted(EmailAddress user, OrganisationId organisation, Needed needed) {
    return new Check(user, organisation, Optional.empty(), Optional.of(needed));
  }

  /** Returns the same check about another user. */
  public Check about(EmailAddress other) {
    return new Check(other, organisation, group, permission);
  }
}
