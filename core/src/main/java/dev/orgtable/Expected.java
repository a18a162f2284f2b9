package dev.orgtable;

import java.util.OptionalLong;

/**
 * Which state of a user, an organisation or a service a write expects to find, such as {@code
 * Expected.revision(user.revision())}. It is asked about what the write itself replaces or removes:
 * what changes in between makes it be asked again, never be passed over.
 */
@FunctionalInterface
public interface Expected {

  /** Whatever is there, or nothing. */
  Expected ANYTHING = present -> true;

  /** Nothing: what is written must be new. */
  Expected NOTHING = OptionalLong::isEmpty;

  /** Returns that exactly this revision is expected. */
  static Expected revision(long seen) {
    return present -> present.isPresent() && present.getAsLong() == seen;
  }

  /**
   * Returns whether what is there is as expected.
   *
   * @param present its revision; empty if there is nothing
   */
  boolean admits(OptionalLong present);
}
