package dev.orgtable.internal.record;

import java.util.concurrent.ThreadLocalRandom;

/**
 * The revisions of users, organisations and services: a number made at random for each record, and
 * below it a count of its writes. So a revision never comes again under one key, though what was
 * deleted is made again, or another user moves to the address.
 */
public final class Revisions {

  private static final int COUNTED_BITS = 20;

  /** With the count, it stays below the 18 digits that an entity tag has at most. */
  private static final long STARTS = 1L << 38;

  private Revisions() {}

  /** Returns the first revision of a new record. */
  public static long first() {
    return start() + 1;
  }

  /** Returns the revision of a record that moves to another key. Its writes are counted on. */
  public static long moved(long revision) {
    return start() + counted(revision) + 1;
  }

  /**
   * Returns how many writes a revision counts. It tells the order of two revisions of one record,
   * also where the record has moved between them.
   */
  public static long counted(long revision) {
    return revision & ((1L << COUNTED_BITS) - 1);
  }

  private static long start() {
    return ThreadLocalRandom.current().nextLong(1, STARTS) << COUNTED_BITS;
  }
}
