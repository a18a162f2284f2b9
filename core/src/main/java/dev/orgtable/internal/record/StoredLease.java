package dev.orgtable.internal.record;

import dev.orgtable.dynamodb.Condition;
import dev.orgtable.dynamodb.Item;
import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The lease that stands in a record.
 *
 * @param holder which worker has it; empty if that does not stand there
 * @param until its end in milliseconds, by the holder's clock
 */
public record StoredLease(Optional<String> holder, long until) {

  /** Returns the lease of a record, if somebody has one. */
  public static Optional<StoredLease> of(Item item, String holder, String until) {
    return item.number(until).map(end -> new StoredLease(item.string(holder), end));
  }

  /** Returns a condition, and that the lease is still this one. */
  public Condition unchanged(Condition before, String holderName, String untilName) {
    return before
        .same(holderName, holder.map(AttributeValue::fromS).orElse(null))
        .equal(untilName, until);
  }

  /**
   * Returns the end of a lease that begins now; another than the one before, whatever the clock.
   */
  public static long end(Instant end, long before) {
    return end.toEpochMilli() == before ? before + 1 : end.toEpochMilli();
  }
}
