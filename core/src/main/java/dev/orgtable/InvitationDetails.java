package dev.orgtable;

/**
 * An invitation as shown to the invitee before the decision.
 *
 * @param invitation the open invitation, without the status of its mail
 * @param organisation the organisation that invites
 * @param isUser whether the invitee is already a user; if not, a name is required to accept
 */
public record InvitationDetails(Invitation invitation, Organisation organisation, boolean isUser) {}
