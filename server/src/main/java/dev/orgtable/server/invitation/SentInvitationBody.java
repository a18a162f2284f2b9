package dev.orgtable.server.invitation;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An invitation just made or resent, with its token: it is shown this once.
 *
 * @param organisation the id of the organisation that invites
 * @param email who is invited
 * @param groups the groups of the organisation that are offered
 * @param services the groups of its services that are offered, by the service's id
 * @param invitedBy who invites, in words; may be empty
 * @param invitedAt when it was made
 * @param expiresAt when it expires
 * @param mail what became of its mail; null where none is sent
 * @param token whoever holds it may accept or reject; null where it is mailed, and where this call
 *     did not make or resend the invitation, but told again that it was done
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

  /** Returns what it is, not the token. */
  @Override
  public String toString() {
    return "an invitation to " + organisation;
  }
}
