package dev.orgtable.server.invitation;

import dev.orgtable.Invitation;
import dev.orgtable.server.member.GroupsBody;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An open invitation.
 *
 * @param organisation the id of the organisation that invites
 * @param email the invitee's address
 * @param groups the groups of the organisation that are offered
 * @param services the groups of its services that are offered, by the service's id
 * @param invitedBy the name of the inviter; may be empty
 * @param invitedAt when the invitation was created
 * @param expiresAt when the invitation expires
 * @param mail the state of its mail; null if no mail is sent
 */
record InvitationBody(
    String organisation,
    String email,
    List<String> groups,
    Map<String, List<String>> services,
    String invitedBy,
    Instant invitedAt,
    Instant expiresAt,
    @Nullable MailBody mail) {

  static InvitationBody of(Invitation invitation) {
    GroupsBody groups = GroupsBody.of(invitation.groups());
    return new InvitationBody(
        invitation.organisation().value(),
        invitation.invitee().value(),
        groups.groups(),
        groups.services(),
        invitation.invitedBy(),
        invitation.invitedAt(),
        invitation.expiresAt(),
        invitation.delivery().map(MailBody::of).orElse(null));
  }
}
