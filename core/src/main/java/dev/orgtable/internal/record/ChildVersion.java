package dev.orgtable.internal.record;

import dev.orgtable.dynamodb.Change;
import dev.orgtable.dynamodb.Condition;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The child version of a source: a counter on its record that every addition below it increments. A
 * write that changes or deletes all children has the condition that the counter is unchanged since
 * before they were read (optimistic locking).
 */
public final class ChildVersion {

  public static final String ATTRIBUTE = "additions";

  private static final int STARTS = 1 << 30;
  private static final int COUNTED_BITS = 32;

  /** An upper bound for the additions between a read and the write that depends on it. */
  private static final long MOST_MEANWHILE = 1_000_000;

  private static final Change INCREMENT = new Change().add(ATTRIBUTE, 1);

  private ChildVersion() {}

  /**
   * Returns a random start of the counter, so that a record that was deleted and created again is
   * not taken for the old one.
   */
  public static long start() {
    return (long) ThreadLocalRandom.current().nextInt(STARTS) << COUNTED_BITS;
  }

  /**
   * Returns the condition with the additional term that the record is the one read, not one created
   * again under the same key. The revision alone does not suffice: in older tables it starts at 1
   * again, but the counter never does.
   */
  public static Condition sameRecord(Condition condition, long seen) {
    return seen == 0
        ? condition
        : condition.atLeast(ATTRIBUTE, seen).atMost(ATTRIBUTE, seen + MOST_MEANWHILE);
  }

  /** Returns the number of additions, modulo 2<sup>32</sup>. */
  public static long counted(long additions) {
    return additions & ((1L << COUNTED_BITS) - 1);
  }

  /** Returns the change that counts one addition. */
  public static Change increment() {
    return INCREMENT;
  }
}
