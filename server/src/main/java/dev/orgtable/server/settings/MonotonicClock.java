package dev.orgtable.server.settings;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * A clock for durations inside a process: it goes by {@link System#nanoTime}, so that no step of
 * the wall clock makes them longer or shorter. What it shows is not the time of day.
 */
final class MonotonicClock extends Clock {

  private final long nanos = System.nanoTime();

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("only UTC");
  }

  @Override
  public Instant instant() {
    return Instant.EPOCH.plusNanos(System.nanoTime() - nanos);
  }
}
