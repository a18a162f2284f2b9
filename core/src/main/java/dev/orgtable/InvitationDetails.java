package dev.orgtable;

/**
 * What an invitee may see before deciding.
 *
 * @param invitation the open invitation, without what became of its mail
 * @param organisation the organisation that invites
 * @param isUser whether the invitee is a user already; if not, accepting takes a name
 */
public record InvitationDetails(Invitation invitation, Organisation organisation, boolean isUser) {}
