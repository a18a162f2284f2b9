package dev.orgtable.internal.record;

import dev.orgtable.dynamodb.Item;
import java.time.Instant;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The expiry of records: of stand-alone ones, which DynamoDB removes, and of invitations, which it
 * must not.
 */
public final class Expiry {

  /** When the record expires, in epoch seconds. */
  public static final String EXPIRES_AT = "expiresAt";

  /**
   * When DynamoDB may remove the record, in epoch seconds; it does so within a few days (Amazon
   * DynamoDB, Developer Guide, time to live). The two sides of an invitation never have this
   * attribute, since they would be removed one after the other.
   */
  public static final String REMOVE_AT = "removeAt";

  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

  private Expiry() {}

  public static Item.Builder with(Item.Builder item, Instant end) {
    AttributeValue seconds = AttributeValue.fromN(Long.toString(end.getEpochSecond()));
    return item.with(EXPIRES_AT, seconds).with(REMOVE_AT, seconds);
  }

  /** Returns the expiry of a record; an unreadable one counts as past. */
  public static Instant of(Item item) {
    return item.number(EXPIRES_AT)
        .filter(end -> end >= 0 && end <= LAST.getEpochSecond())
        .map(Instant::ofEpochSecond)
        .orElse(Instant.EPOCH);
  }
}
