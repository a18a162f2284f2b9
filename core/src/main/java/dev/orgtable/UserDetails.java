package dev.orgtable;

import java.util.List;

/**
 * A user with memberships and open invitations.
 *
 * @param user the user
 * @param organisations the memberships, in byte order of the organisations' ids
 * @param invitations the open invitations, in byte order of the organisations' ids
 */
public record UserDetails(
    User user, List<UserOrganisation> organisations, List<UserInvitation> invitations) {

  /** Copies the lists. */
  public UserDetails {
    organisations = List.copyOf(organisations);
    invitations = List.copyOf(invitations);
  }
}
