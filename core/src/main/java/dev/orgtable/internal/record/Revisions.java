package dev.orgtable.internal.record;

import java.util.concurrent.ThreadLocalRandom;

/**
 * The revisions of users, organisations and services. The upper bits are random for each record,
 * the lower 20 bits count its writes. So a revision is never reused under one key, even if a record
 * is deleted and created again or another user moves to the address.
 */
public final class Revisions {

  /** The attribute of a source that holds its revision. */
  public static final String ATTRIBUTE = "revision";

  private static final int COUNTED_BITS = 20;

  /** The limit of the random part: an entity tag holds revisions of at most 18 digits. */
  private static final long STARTS = 1L << 38;

  private Revisions() {}

  /** Returns a random first revision for a new record. */
  public static long first() {
    return start() + 1;
  }

  /** Returns a revision for a record that moves to another key. The count continues. */
  public static long moved(long revision) {
    return start() + counted(revision) + 1;
  }

  /**
   * Returns the count of writes in a revision. It orders the revisions of one record, even if the
   * record was moved in between.
   */
  public static long counted(long revision) {
    return revision & ((1L << COUNTED_BITS) - 1);
  }

  private static long start() {
    return ThreadLocalRandom.current().nextLong(1, STARTS) << COUNTED_BITS;
  }
}
