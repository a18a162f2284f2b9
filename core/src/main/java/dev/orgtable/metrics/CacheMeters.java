package dev.orgtable.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** Counts the hits and misses of a cache, as {@code orgtable.cache.gets}. */
public final class CacheMeters {

  private final Counter hits;
  private final Counter misses;

  /**
   * Registers the counters.
   *
   * @param cache the name of the cache, the value of the tag {@code cache}
   */
  public CacheMeters(MeterRegistry meters, String cache) {
    hits = counter(meters, cache, "hit");
    misses = counter(meters, cache, "miss");
  }

  private static Counter counter(MeterRegistry meters, String cache, String result) {
    return Counter.builder("orgtable.cache.gets")
        .description("What was looked for in a cache, and whether it was there")
        .tags("cache", cache, "result", result)
        .register(meters);
  }

  /** Counts hits. */
  public void hits(int count) {
    hits.increment(count);
  }

  /** Counts misses. */
  public void misses(int count) {
    misses.increment(count);
  }
}
