package dev.orgtable;

import java.util.List;

/**
 * All that a user's partition tells.
 *
 * @param user the user
 * @param organisations where the user is a member, in byte order of the organisations' ids
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
