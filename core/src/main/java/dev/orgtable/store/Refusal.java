package dev.orgtable.store;

import dev.orgtable.OrgtableException.UpgradeRequired;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Why a write did not happen, told from the item that was found in its place. */
@FunctionalInterface
interface Refusal {

  /**
   * Returns what to throw, given the item found where the condition did not hold; null if there was
   * none.
   */
  RuntimeException given(@Nullable Item found);

  /** Refuses to write over a record that is there, or that has ended and is not gone yet. */
  static Refusal occupied(Function<Item, RuntimeException> present) {
    Refusal there = of(() -> new Changed(Optional.empty()), present);
    return found -> {
      if (found != null && EndedRecord.is(found)) {
        return EndedRecord.inProgress(found);
      }
      return there.given(found);
    };
  }

  /** Refuses to write over a record that is there, of whatever version. */
  static Refusal there(Supplier<RuntimeException> present) {
    return found ->
        found != null && EndedRecord.is(found) ? EndedRecord.inProgress(found) : present.get();
  }

  /**
   * Refuses since there is no record. One that is there, but not as it was read, makes the
   * operation start again.
   */
  static Refusal missing(Supplier<RuntimeException> absent) {
    return of(absent, found -> new Changed(Optional.of(found)));
  }

  /** Makes the operation start again, whether the record is gone or not as it was read. */
  static Refusal changed() {
    return missing(() -> new Changed(Optional.empty()));
  }

  /**
   * Refuses by whether a record was found; one that has ended is none. A record of another version
   * needs an upgrade first.
   */
  static Refusal of(Supplier<RuntimeException> absent, Function<Item, RuntimeException> present) {
    return found -> {
      if (found == null || EndedRecord.is(found)) {
        return absent.get();
      }
      return found.isPresent() ? present.apply(found) : new UpgradeRequired(found.toString());
    };
  }

  /** What an operation had read is no longer so: it starts again. Never leaves this package. */
  final class Changed extends RuntimeException {

    private final Optional<Item> found;

    Changed(Optional<Item> found) {
      super("changed since it was read", null, false, false);
      this.found = found;
    }

    /** Returns what was found in the way, if there was a record. */
    Optional<Item> found() {
      return found;
    }
  }
}
