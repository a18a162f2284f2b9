package dev.orgtable.server.user;

import dev.orgtable.UserInvitation;
import java.time.Instant;

/**
 * An open invitation as the invitee sees it.
 *
 * @param organisation the id of the organisation that invites
 * @param name its name
 * @param invitedAt when it was made
 * @param expiresAt when it expires
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
