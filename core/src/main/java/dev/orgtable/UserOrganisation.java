package dev.orgtable;

import java.time.Instant;

/**
 * An organisation that a user belongs to, as the user's side tells it.
 *
 * @param organisation the organisation
 * @param name the organisation's name, a copy
 * @param acceptedAt since when the user is a member
 */
public record UserOrganisation(OrganisationId organisation, String name, Instant acceptedAt) {}
