package dev.orgtable.server.organisation;

import dev.orgtable.Organisation;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An organisation.
 *
 * @param id its id
 * @param name its name
 * @param createdAt when it was created
 * @param suspendedAt when it was suspended; null if it is active
 */
record OrganisationBody(String id, String name, Instant createdAt, @Nullable Instant suspendedAt) {

  static OrganisationBody of(Organisation organisation) {
    return new OrganisationBody(
        organisation.id().value(),
        organisation.name(),
        organisation.createdAt(),
        organisation.suspendedAt().orElse(null));
  }

  /**
   * An organisation in a list, which does not tell whether it is suspended.
   *
   * @param id its id
   * @param name its name
   * @param createdAt when it was created
   */
  record ListedOrganisationBody(String id, String name, Instant createdAt) {

    static ListedOrganisationBody of(Organisation organisation) {
      return new ListedOrganisationBody(
          organisation.id().value(), organisation.name(), organisation.createdAt());
    }
  }
}
