package dev.orgtable;

import java.time.Instant;

/**
 * An open invitation, as the user's side tells it.
 *
 * @param organisation the organisation that invites
 * @param name the organisation's name, a copy
 * @param invitedAt when the invitation was made
 * @param expiresAt when it expires
 */
public record UserInvitation(
    OrganisationId organisation, String name, Instant invitedAt, Instant expiresAt) {}
