package dev.orgtable.dynamodb;

import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Why a write did not happen, told from the item that was found in its place. */
@FunctionalInterface
public interface Refusal {

  /**
   * Returns what to throw.
   *
   * @param found the item for which the condition did not hold; null if there was none
   */
  RuntimeException given(@Nullable Item found);

  /** Refuses by whether there was an item. */
  static Refusal of(Supplier<RuntimeException> absent, Function<Item, RuntimeException> present) {
    return found -> found == null ? absent.get() : present.apply(found);
  }

  /** Refuses since there is no item; one that changed since it was read is a conflict. */
  static Refusal missing(Supplier<RuntimeException> absent) {
    return of(absent, found -> new ConflictException(found));
  }

  /** Is a conflict: what was read is gone, or not as it was. */
  static Refusal conflict() {
    return found -> new ConflictException(found);
  }
}
