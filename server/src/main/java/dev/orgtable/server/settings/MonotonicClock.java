package dev.orgtable.server.settings;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * A monotonic clock, based on {@link System#nanoTime}, for durations within a process. Unaffected
 * by steps of the wall clock; does not show the time of day.
 */
final class MonotonicClock extends Clock {

  private final long nanos = System.nanoTime();

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("only UTC is supported");
  }

  @Override
  public Instant instant() {
    return Instant.EPOCH.plusNanos(System.nanoTime() - nanos);
  }
}
