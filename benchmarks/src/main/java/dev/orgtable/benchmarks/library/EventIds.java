package dev.orgtable.benchmarks.library;

import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** UUIDs of version 7, made by hand: the time, then random bits. */
final class EventIds {

  private static final long VERSION = 0x7000;
  private static final long VARIANT = 0x8000_0000_0000_0000L;
  private static final int TWELVE_BITS = 0x1000;

  private EventIds() {}

  static String next() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    long high = System.currentTimeMillis() << 16 | VERSION | random.nextInt(TWELVE_BITS);
    return new UUID(high, VARIANT | random.nextLong() >>> 2).toString();
  }
}
