package dev.orgtable.job;

import java.time.Duration;

/**
 * Limits the write units per second of one worker: units may be overspent, and the worker then
 * waits.
 */
final class RateLimiter {

  private static final double NANOS = 1e9;

  private final double unitsPerSecond;
  private long availableAt = System.nanoTime();

  RateLimiter(int unitsPerSecond) {
    this.unitsPerSecond = unitsPerSecond;
  }

  /** Records the write units of a request. */
  synchronized void use(double units) {
    availableAt =
        Math.max(availableAt, System.nanoTime()) + Math.round(units / unitsPerSecond * NANOS);
  }

  /**
   * Returns how long to wait until the spent units are within the limit again; negative or zero for
   * not at all.
   */
  synchronized Duration delay() {
    return Duration.ofNanos(availableAt - System.nanoTime());
  }
}
