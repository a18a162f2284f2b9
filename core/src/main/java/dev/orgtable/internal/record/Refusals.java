package dev.orgtable.internal.record;

import dev.orgtable.OrgtableException.UpgradeRequired;
import dev.orgtable.dynamodb.ConflictException;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.Refusal;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Maps the item on which a condition failed to an exception. A tombstone counts as an absent
 * record; a record of another version requires an upgrade.
 */
public final class Refusals {

  private static final Refusal CHANGED = missing(() -> new ConflictException());

  private Refusals() {}

  /**
   * Refuses to overwrite an existing record, or the tombstone of one that is still being removed.
   */
  public static Refusal occupied(Function<Item, RuntimeException> present) {
    Refusal there = of(() -> new ConflictException(), present);
    return found ->
        found != null && TombstoneRecord.is(found)
            ? TombstoneRecord.inProgress(found)
            : there.given(found);
  }

  /** Refuses to overwrite an existing record of any version. */
  public static Refusal there(Supplier<RuntimeException> present) {
    return found ->
        found != null && TombstoneRecord.is(found)
            ? TombstoneRecord.inProgress(found)
            : present.get();
  }

  /**
   * Refuses because the record does not exist. If it exists but was changed, the operation is
   * retried.
   */
  public static Refusal missing(Supplier<RuntimeException> absent) {
    return of(absent, found -> new ConflictException(found));
  }

  /** Retries the operation because the record was changed or deleted since it was read. */
  public static Refusal changed() {
    return CHANGED;
  }

  /** Refuses depending on whether the record exists. */
  public static Refusal of(
      Supplier<RuntimeException> absent, Function<Item, RuntimeException> present) {
    return found -> {
      if (found == null || TombstoneRecord.is(found)) {
        return absent.get();
      }
      return Layout.isCurrent(found) ? present.apply(found) : new UpgradeRequired(found.toString());
    };
  }
}
