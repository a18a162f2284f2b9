package dev.orgtable;

import java.util.OptionalLong;

/**
 * A precondition of a write: which revision of a user, an organisation or a service it expects,
 * such as {@code Expected.revision(user.revision())}. It is evaluated against the very record that
 * the write replaces or removes; if that changes before the write, it is evaluated again
 * (optimistic locking).
 */
@FunctionalInterface
public interface Expected {

  /** Accepts any revision, and absence. */
  Expected ANYTHING = present -> true;

  /** Expects absence: the write must create the record. */
  Expected NOTHING = OptionalLong::isEmpty;

  /** Expects exactly this revision. */
  static Expected revision(long seen) {
    return present -> present.isPresent() && present.getAsLong() == seen;
  }

  /**
   * Returns whether the stored revision satisfies this precondition.
   *
   * @param present the stored revision; empty if there is no record
   */
  boolean admits(OptionalLong present);
}
