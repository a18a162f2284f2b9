package dev.orgtable;

import java.time.Instant;

/**
 * An organisation that a user belongs to, as the user's side stores it.
 *
 * @param organisation the organisation
 * @param name a copy of the organisation's name
 * @param acceptedAt when the user became a member
 */
public record UserOrganisation(OrganisationId organisation, String name, Instant acceptedAt) {}
