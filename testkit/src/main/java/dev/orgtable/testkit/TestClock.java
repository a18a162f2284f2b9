package dev.orgtable.testkit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * A clock that stands still until it is moved. Far ahead, so that no engine removes a record of a
 * test whose time is over.
 */
public final class TestClock extends Clock {

  private volatile Instant now = Instant.parse("2126-11-23T12:00:00.5Z");
  private volatile long nanoTime;

  /** Lets time pass. */
  public synchronized void advance(Duration time) {
    now = now.plus(time);
    nanoTime += time.toNanos();
  }

  /** Returns how much time has passed, in nanoseconds: what a monotonic clock tells. */
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
