package dev.orgtable;

import java.time.Instant;

/** The range of times that RFC 3339 can express, in whole years: 1 to 9999, UTC. */
final class Times {

  private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999999Z");

  private Times() {}

  static Instant check(String field, Instant value) {
    if (value.isBefore(FIRST) || value.isAfter(LAST)) {
      throw new InvalidInput(field, "must be in the years 1 to 9999");
    }
    return value;
  }
}
