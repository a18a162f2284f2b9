package dev.orgtable.server.invitation;

import dev.orgtable.Invitation;
import dev.orgtable.InvitationDetails;
import dev.orgtable.server.member.GroupsBody;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * An open invitation, as returned to the holder of its token.
 *
 * @param organisation the id of the organisation that invites
 * @param name the organisation's name
 * @param email the invitee's address
 * @param isUser whether the invitee is a user already; if not, {@code firstName} is required to
 *     accept
 * @param groups the groups of the organisation that are offered
 * @param services the groups of its services that are offered, by the service's id
 * @param invitedBy the name of the inviter; may be empty
 * @param invitedAt when the invitation was created
 * @param expiresAt when the invitation expires
 */
record InvitationDetailsBody(
    String organisation,
    String name,
    String email,
    boolean isUser,
    List<String> groups,
    Map<String, List<String>> services,
    String invitedBy,
    Instant invitedAt,
    Instant expiresAt) {

  static InvitationDetailsBody of(InvitationDetails details) {
    Invitation invitation = details.invitation();
    GroupsBody groups = GroupsBody.of(invitation.groups());
    return new InvitationDetailsBody(
        invitation.organisation().value(),
        details.organisation().name(),
        invitation.invitee().value(),
        details.isUser(),
        groups.groups(),
        groups.services(),
        invitation.invitedBy(),
        invitation.invitedAt(),
        invitation.expiresAt());
  }
}
