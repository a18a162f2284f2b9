package dev.orgtable.internal.record;

import dev.orgtable.OrgtableException.UpgradeRequired;
import dev.orgtable.dynamodb.ConflictException;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.Refusal;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Why a write to a record did not happen. One that has ended stands for nothing; one of another
 * version needs an upgrade first.
 */
public final class Refusals {

  private static final Refusal CHANGED = missing(() -> new ConflictException());

  private Refusals() {}

  /** Refuses to write over a record that is there, or that has ended and is not gone yet. */
  public static Refusal occupied(Function<Item, RuntimeException> present) {
    Refusal there = of(() -> new ConflictException(), present);
    return found ->
        found != null && TombstoneRecord.is(found)
            ? TombstoneRecord.inProgress(found)
            : there.given(found);
  }

  /** Refuses to write over a record that is there, of whatever version. */
  public static Refusal there(Supplier<RuntimeException> present) {
    return found ->
        found != null && TombstoneRecord.is(found)
            ? TombstoneRecord.inProgress(found)
            : present.get();
  }

  /**
   * Refuses since there is no record. One that is there, but not as it was read, makes the
   * operation start again.
   */
  public static Refusal missing(Supplier<RuntimeException> absent) {
    return of(absent, found -> new ConflictException(found));
  }

  /** Makes the operation start again, whether the record is gone or not as it was read. */
  public static Refusal changed() {
    return CHANGED;
  }

  /** Refuses by whether a record was found. */
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
