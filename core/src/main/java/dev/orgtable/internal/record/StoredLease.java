package dev.orgtable.internal.record;

import dev.orgtable.dynamodb.Condition;
import dev.orgtable.dynamodb.Item;
import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A lease as stored on a record.
 *
 * @param holder the worker that holds it; empty if not stored
 * @param until its end in epoch milliseconds, by the holder's clock
 */
public record StoredLease(Optional<String> holder, long until) {

  /** Returns the lease on a record, if there is one. */
  public static Optional<StoredLease> of(Item item, String holder, String until) {
    return item.number(until).map(end -> new StoredLease(item.string(holder), end));
  }

  /** Returns the condition with the additional term that the lease is still this one. */
  public Condition unchanged(Condition before, String holderName, String untilName) {
    return before
        .same(holderName, holder.map(AttributeValue::fromS).orElse(null))
        .equal(untilName, until);
  }

  /**
   * Returns the end of a new lease in epoch milliseconds, never equal to the end of the one before.
   */
  public static long end(Instant end, long before) {
    return end.toEpochMilli() == before ? before + 1 : end.toEpochMilli();
  }
}
