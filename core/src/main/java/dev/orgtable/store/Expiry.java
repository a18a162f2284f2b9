package dev.orgtable.store;

import java.time.Instant;

/** The end of a record that stands by itself: nothing else is wrong once it is gone. */
final class Expiry {

  /** From which second on the record counts for nothing. */
  static final String EXPIRES_AT = UserOrganisationRecord.EXPIRES_AT;

  /**
   * From which second on DynamoDB may remove the record, on its own and some days later. The two
   * sides of an invitation have an end, but never this: they would go one after the other.
   */
  static final String REMOVE_AT = "removeAt";

  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

  private Expiry() {}

  static Item with(Item item, Instant end) {
    return item.with(EXPIRES_AT, end.getEpochSecond()).with(REMOVE_AT, end.getEpochSecond());
  }

  /** Returns the end of a record; one that cannot be read has come. */
  static Instant of(Item item) {
    return item.number(EXPIRES_AT)
        .filter(end -> end >= 0 && end <= LAST.getEpochSecond())
        .map(Instant::ofEpochSecond)
        .orElse(Instant.EPOCH);
  }
}
