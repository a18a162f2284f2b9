package dev.orgtable.maintenance.demo;

import dev.orgtable.UserId;
import dev.orgtable.internal.record.ChildVersion;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;

/** A reproducible random generator for one generated entity. */
final class DemoRandom {

  /** The kinds of generated entities. */
  enum Kind {
    USER(0x5af1_0c3d_9e27_b846L),
    ORGANISATION(0x1d96_e4b7_730f_a25cL),
    MEMBER(0xc8e2_5b19_046d_f37aL),
    INVITATION(0x7b30_d8fa_51c4_962eL),
    ROLES(0x2e95_71cb_0d48_f3a6L);

    private final long salt;

    Kind(long salt) {
      this.salt = salt;
    }
  }

  private static final Instant FIRST = Instant.parse("2016-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("2026-01-01T00:00:00Z");
  private static final int STARTS = 1 << 30;
  private static final int COUNTED_BITS = 32;

  private final SplittableRandom random;

  private DemoRandom(SplittableRandom random) {
    this.random = random;
  }

  /** Returns the generator of an entity, or of a part of it. */
  static DemoRandom of(long seed, Kind kind, int index, int part) {
    long place = ((long) index << 32) + part;
    return new DemoRandom(new SplittableRandom(mix(mix(seed ^ kind.salt) ^ place)));
  }

  /** Mixes the bits, so that neighbouring numbers give unrelated sequences. */
  private static long mix(long number) {
    return new SplittableRandom(number).nextLong();
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  /** Returns true with a probability of one in {@code many}. */
  boolean oneIn(int many) {
    return random.nextInt(many) == 0;
  }

  /** Returns a geometrically distributed number of about this mean. */
  int about(double mean) {
    return (int) (-Math.log(1 - random.nextDouble()) * mean);
  }

  <T> T of(List<T> many) {
    return many.get(random.nextInt(many.size()));
  }

  String id() {
    return new UUID(random.nextLong(), random.nextLong()).toString();
  }

  UserId userId(Instant createdAt) {
    return UserId.of(createdAt, new UUID(random.nextLong(), random.nextLong()));
  }

  /** Returns a time within the ten years of the data. */
  Instant time() {
    return after(FIRST);
  }

  /** Returns a time from {@code earliest}, which is within the data, to the end of the data. */
  Instant after(Instant earliest) {
    return earliest.plusSeconds(random.nextLong(1 + Duration.between(earliest, LAST).toSeconds()));
  }

  /** Returns the later of two times. */
  static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  /**
   * Returns a {@link ChildVersion} that started at a random value and was incremented this often.
   */
  long additions(int counted) {
    return ((long) random.nextInt(STARTS) << COUNTED_BITS) + counted;
  }
}
