package dev.orgtable.job;

import java.time.Duration;

/** The limit of one worker in write units a second: who has spent waits until it is earned. */
final class RateLimiter {

  private static final double NANOS = 1e9;

  private final double unitsPerSecond;
  private long earnedAt = System.nanoTime();

  RateLimiter(int unitsPerSecond) {
    this.unitsPerSecond = unitsPerSecond;
  }

  /** Tells what a request used. */
  synchronized void spent(double units) {
    earnedAt = Math.max(earnedAt, System.nanoTime()) + Math.round(units / unitsPerSecond * NANOS);
  }

  /** Returns for how long to wait until all that was spent is earned. */
  synchronized Duration owed() {
    return Duration.ofNanos(earnedAt - System.nanoTime());
  }
}
