package dev.orgtable.store;

import java.util.concurrent.ThreadLocalRandom;

/**
 * The count, on a source's record, of what was ever added below it. Whoever changes or deletes all
 * of it does so on condition that the count is what it was before all of it was gathered.
 */
final class Additions {

  static final String ATTRIBUTE = "additions";

  private static final long STARTS = 1L << 40;

  private Additions() {}

  /**
   * Returns where to start counting: anywhere, so that a record that was deleted and made anew is
   * not taken for the old one.
   */
  static long start() {
    return ThreadLocalRandom.current().nextLong(STARTS);
  }

  /** Returns one addition more. */
  static Change one() {
    return new Change().add(ATTRIBUTE, 1);
  }
}
