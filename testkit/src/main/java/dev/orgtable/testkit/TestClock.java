package dev.orgtable.testkit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * A clock that stands still until advanced. Starts far in the future, so that no engine deletes a
 * test's records by time to live.
 */
public final class TestClock extends Clock {

  private volatile Instant now = Instant.parse("2126-11-23T12:00:00.5Z");
  private volatile long nanoTime;

  /** Advances the clock. */
  public synchronized void advance(Duration time) {
    now = now.plus(time);
    nanoTime += time.toNanos();
  }

  /** Returns the time advanced so far, in nanoseconds, as a monotonic clock would. */
  public long nanoTime() {
    return nanoTime;
  }

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return Clock.fixed(instant(), zone);
  }
}
