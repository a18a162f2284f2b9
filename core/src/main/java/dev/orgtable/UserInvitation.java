package dev.orgtable;

import java.time.Instant;

/**
 * An open invitation, as the user's side stores it.
 *
 * @param organisation the organisation that invites
 * @param name a copy of the organisation's name
 * @param invitedAt when the invitation was created
 * @param expiresAt when it expires
 */
public record UserInvitation(
    OrganisationId organisation, String name, Instant invitedAt, Instant expiresAt) {}
