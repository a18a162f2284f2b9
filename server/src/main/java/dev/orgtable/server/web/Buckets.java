package dev.orgtable.server.web;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/**
 * Token buckets, one per caller, kept by this process only. Beyond 100,000 callers, the least
 * recently active ones start over with a full bucket.
 */
public final class Buckets {

  private static final int MOST = 100_000;

  private Buckets() {}

  /**
   * Creates buckets that start full and refill evenly.
   *
   * @param window how long an empty bucket takes to refill
   * @param tokens the capacity of a bucket, at least 1
   * @param clock a monotonic clock
   */
  public static <K> LoadingCache<K, Bucket> refilledIn(Duration window, int tokens, Clock clock) {
    return Caffeine.newBuilder()
        .maximumSize(MOST)
        .ticker(() -> nanos(clock))
        .expireAfterAccess(window.multipliedBy(2))
        .executor(Runnable::run) // Little to do, and another thread would be woken for it.
        .build(
            caller ->
                Bucket.builder()
                    .addLimit(limit -> limit.capacity(tokens).refillGreedy(tokens, window))
                    .withCustomTimePrecision(new Nanos(clock))
                    .build());
  }

  /** Returns how many whole seconds to wait, at least 1, for {@code Retry-After}. */
  public static long seconds(long nanos) {
    return Math.max(1, TimeUnit.NANOSECONDS.toSeconds(nanos + TimeUnit.SECONDS.toNanos(1) - 1));
  }

  /** Returns what a clock shows, in nanoseconds since 1970. */
  static long nanos(Clock clock) {
    Instant now = clock.instant();
    return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
  }

  private record Nanos(Clock clock) implements TimeMeter {

    @Override
    public long currentTimeNanos() {
      return nanos(clock);
    }

    @Override
    public boolean isWallClockBased() {
      return false;
    }
  }
}
