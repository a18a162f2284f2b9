package dev.orgtable.internal.record;

import dev.orgtable.dynamodb.Item;
import java.time.Instant;

/** What is over by time: records that stand by themselves, and invitations, whose sides do not. */
public final class Expiry {

  /** From which second on the record counts for nothing. */
  public static final String EXPIRES_AT = "expiresAt";

  /**
   * From which second on DynamoDB may remove the record, on its own and some days later. The two
   * sides of an invitation have an end, but never this: they would go one after the other.
   */
  public static final String REMOVE_AT = "removeAt";

  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

  private Expiry() {}

  public static Item.Builder with(Item.Builder item, Instant end) {
    return item.with(EXPIRES_AT, end.getEpochSecond()).with(REMOVE_AT, end.getEpochSecond());
  }

  /** Returns the end of a record; one that cannot be read has come. */
  public static Instant of(Item item) {
    return item.number(EXPIRES_AT)
        .filter(end -> end >= 0 && end <= LAST.getEpochSecond())
        .map(Instant::ofEpochSecond)
        .orElse(Instant.EPOCH);
  }
}
