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

  private Expiry() {}

  static Item with(Item item, Instant end) {
    return item.with(EXPIRES_AT, end.getEpochSecond()).with(REMOVE_AT, end.getEpochSecond());
  }
}
