package dev.orgtable.dynamodb;

import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Maps a failed condition to an exception, based on the item found. */
@FunctionalInterface
public interface Refusal {

  /**
   * Returns the exception to throw.
   *
   * @param found the item that the condition failed on; null if it does not exist
   */
  RuntimeException given(@Nullable Item found);

  /** Returns a refusal that distinguishes between a missing and an existing item. */
  static Refusal of(Supplier<RuntimeException> absent, Function<Item, RuntimeException> present) {
    return found -> found == null ? absent.get() : present.apply(found);
  }

  /** Returns a refusal for a missing item; an existing one that has changed is a conflict. */
  static Refusal missing(Supplier<RuntimeException> absent) {
    return of(absent, found -> new ConflictException(found));
  }

  /**
   * Returns a refusal that is always a conflict: the item was deleted or changed since it was read.
   */
  static Refusal conflict() {
    return found -> new ConflictException(found);
  }
}
