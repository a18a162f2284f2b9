package dev.orgtable.server.organisation;

import dev.orgtable.Organisation;
import java.time.Instant;

/**
 * An organisation.
 *
 * @param id its id
 * @param name its name
 * @param createdAt when it was created
 */
record OrganisationBody(String id, String name, Instant createdAt) {

  static OrganisationBody of(Organisation organisation) {
    return new OrganisationBody(
        organisation.id().value(), organisation.name(), organisation.createdAt());
  }
}
