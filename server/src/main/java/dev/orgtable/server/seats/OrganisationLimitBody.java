package dev.orgtable.server.seats;

import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A limit of the organisations that a user may be a member of.
 *
 * @param limit 1 to 1,000,000; null in a response if there is none
 */
record OrganisationLimitBody(@Nullable Long limit) {

  static OrganisationLimitBody of(OptionalLong limit) {
    return new OrganisationLimitBody(limit.isPresent() ? limit.getAsLong() : null);
  }
}
