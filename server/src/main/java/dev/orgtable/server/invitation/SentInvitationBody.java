package dev.orgtable.server.invitation;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An invitation that was created or resent, with its token, which is shown once.
 *
 * @param organisation the id of the organisation that invites
 * @param email the invitee's address
 * @param groups the groups of the organisation that are offered
 * @param services the groups of its services that are offered, by the service's id
 * @param invitedBy the name of the inviter; may be empty
 * @param invitedAt when the invitation was created
 * @param expiresAt when the invitation expires
 * @param mail the state of its mail; null if no mail is sent
 * @param token allows its holder to accept or reject; null if the invitation is mailed, and if the
 *     request repeats an earlier one
 */
record SentInvitationBody(
    String organisation,
    String email,
    List<String> groups,
    Map<String, List<String>> services,
    String invitedBy,
    Instant invitedAt,
    Instant expiresAt,
    @Nullable MailBody mail,
    @Nullable String token) {

  static SentInvitationBody of(InvitationBody invitation, @Nullable String token) {
    return new SentInvitationBody(
        invitation.organisation(),
        invitation.email(),
        invitation.groups(),
        invitation.services(),
        invitation.invitedBy(),
        invitation.invitedAt(),
        invitation.expiresAt(),
        invitation.mail(),
        token);
  }

  /** Returns a description without the token. */
  @Override
  public String toString() {
    return "an invitation to " + organisation;
  }
}
