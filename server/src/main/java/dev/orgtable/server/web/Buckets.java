package dev.orgtable.server.web;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.github.bucket4j.Bucket;
import java.time.Duration;

/**
 * Token buckets, one for each caller, measured by the monotonic clock. They are counted in this
 * process alone. Of more than 100,000 callers, those that have not called for longest begin again.
 */
public final class Buckets {

  private static final int MOST = 100_000;

  private Buckets() {}

  /**
   * Returns buckets that are full at first and refill evenly.
   *
   * @param window how long an empty one takes to be full
   * @param tokens how many a full one has, at least 1
   */
  public static <K> LoadingCache<K, Bucket> refilledIn(Duration window, int tokens) {
    return Caffeine.newBuilder()
        .maximumSize(MOST)
        .expireAfterAccess(window.multipliedBy(2))
        .build(
            caller ->
                Bucket.builder()
                    .addLimit(limit -> limit.capacity(tokens).refillGreedy(tokens, window))
                    .withNanosecondPrecision()
                    .build());
  }
}
