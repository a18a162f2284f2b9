package dev.orgtable.maintenance;

import dev.orgtable.internal.record.ChildVersion;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;

/** What looks random about one made-up thing, and is the same whenever it is asked for. */
final class DemoRandom {

  /** The kinds of made-up things. */
  enum Kind {
    USER(0x5af1_0c3d_9e27_b846L),
    ORGANISATION(0x1d96_e4b7_730f_a25cL),
    MEMBER(0xc8e2_5b19_046d_f37aL),
    INVITATION(0x7b30_d8fa_51c4_962eL);

    private final long salt;

    Kind(long salt) {
      this.salt = salt;
    }
  }

  private static final Instant FIRST = Instant.parse("2016-01-01T00:00:00Z");
  private static final int SECONDS = (int) Duration.ofDays(3650).toSeconds();
  private static final int STARTS = 1 << 30;
  private static final int COUNTED_BITS = 32;

  private final SplittableRandom random;

  private DemoRandom(SplittableRandom random) {
    this.random = random;
  }

  /** Returns what is random about the thing of an index, or about a part of it. */
  static DemoRandom of(long seed, Kind kind, int index, int part) {
    long place = ((long) index << 32) + part;
    return new DemoRandom(new SplittableRandom(mix(mix(seed ^ kind.salt) ^ place)));
  }

  /** Spreads neighbours far from each other. */
  private static long mix(long number) {
    return new SplittableRandom(number).nextLong();
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  /** Returns whether something is so that is so for one in {@code many}. */
  boolean oneIn(int many) {
    return random.nextInt(many) == 0;
  }

  /** Returns a number from 0 on whose mean is about the one given; the larger, the rarer. */
  int about(double mean) {
    return (int) (-Math.log(1 - random.nextDouble()) * mean);
  }

  <T> T of(List<T> many) {
    return many.get(random.nextInt(many.size()));
  }

  String id() {
    return new UUID(random.nextLong(), random.nextLong()).toString();
  }

  Instant time() {
    return FIRST.plusSeconds(random.nextInt(SECONDS));
  }

  /** Returns where {@link ChildVersion} stand that began anywhere and have counted so many. */
  long additions(int counted) {
    return ((long) random.nextInt(STARTS) << COUNTED_BITS) + counted;
  }
}
