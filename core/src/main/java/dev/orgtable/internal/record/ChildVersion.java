package dev.orgtable.internal.record;

import dev.orgtable.dynamodb.Change;
import dev.orgtable.dynamodb.Condition;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The count, on a source's record, of what was ever added below it. Whoever changes or deletes all
 * of it does so on condition that the count is what it was before all of it was gathered.
 */
public final class ChildVersion {

  public static final String ATTRIBUTE = "additions";

  private static final int STARTS = 1 << 30;
  private static final int COUNTED_BITS = 32;

  /** More than is ever added between a read and the write that follows it. */
  private static final long MOST_MEANWHILE = 1_000_000;

  private ChildVersion() {}

  /**
   * Returns where to start counting: anywhere, so that a record that was deleted and made anew is
   * not taken for the old one.
   */
  public static long start() {
    return (long) ThreadLocalRandom.current().nextInt(STARTS) << COUNTED_BITS;
  }

  /**
   * Demands of a record that it is the one that was read, not one that was made anew under its key:
   * revisions began at 1 again before they were made at random, this count did not.
   */
  public static Condition sameRecord(Condition condition, long seen) {
    return seen == 0
        ? condition
        : condition.atLeast(ATTRIBUTE, seen).atMost(ATTRIBUTE, seen + MOST_MEANWHILE);
  }

  /** Returns how many were ever added, of fewer than 4 billion. */
  public static long counted(long additions) {
    return additions & ((1L << COUNTED_BITS) - 1);
  }

  /** Returns one addition more. */
  public static Change one() {
    return new Change().add(ATTRIBUTE, 1);
  }
}
