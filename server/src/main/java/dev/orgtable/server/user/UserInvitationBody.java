package dev.orgtable.server.user;

import dev.orgtable.UserInvitation;
import java.time.Instant;

/**
 * An open invitation, as returned to the invitee.
 *
 * @param organisation the id of the organisation that invites
 * @param name the organisation's name
 * @param invitedAt when the invitation was created
 * @param expiresAt when the invitation expires
 */
record UserInvitationBody(String organisation, String name, Instant invitedAt, Instant expiresAt) {

  static UserInvitationBody of(UserInvitation invitation) {
    return new UserInvitationBody(
        invitation.organisation().value(),
        invitation.name(),
        invitation.invitedAt(),
        invitation.expiresAt());
  }
}
