package dev.orgtable.server.seats;

import dev.orgtable.limit.Seats;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of an organisation's members and invitations, and their limit.
 *
 * @param members the number of members; null until a table of an earlier version is upgraded
 * @param invitations the number of invitations, including expired ones until they are removed; null
 *     in the same case
 * @param limit the maximum of both together; null if there is none
 */
record SeatsBody(@Nullable Long members, @Nullable Long invitations, @Nullable Long limit) {

  static SeatsBody of(Seats seats) {
    return new SeatsBody(
        orNull(seats.members()), orNull(seats.invitations()), orNull(seats.limit()));
  }

  private static @Nullable Long orNull(OptionalLong number) {
    return number.isPresent() ? number.getAsLong() : null;
  }
}
