package dev.orgtable.server.seats;

import org.jspecify.annotations.Nullable;

/**
 * A limit of an organisation's members and invitations.
 *
 * @param limit 1 to 1,000,000
 */
record SeatLimitBody(@Nullable Long limit) {}
