package dev.orgtable.dynamodb;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * The deadline of one operation, and its backoff between attempts: exponential, capped, with full
 * jitter.
 */
final class Deadline {

  private static final long FIRST_PAUSE_NANOS = Duration.ofMillis(20).toNanos();
  private static final long LONGEST_PAUSE_NANOS = Duration.ofSeconds(1).toNanos();
  private static final int MOST_DOUBLINGS = 6;

  private final long end;
  private final Failures failures;
  private int pauses;

  Deadline(Duration time, Failures failures) {
    this.failures = failures;
    end = System.nanoTime() + time.toNanos();
  }

  /** Returns the time left, at least one millisecond so that it is valid as a timeout. */
  Duration left() {
    return Duration.ofNanos(Math.max(end - System.nanoTime(), Duration.ofMillis(1).toNanos()));
  }

  /** Returns the earlier of two deadlines' time left. */
  static Duration left(Deadline one, @Nullable Deadline other) {
    return other == null || one.end - other.end < 0 ? one.left() : other.left();
  }

  boolean isOver() {
    return System.nanoTime() - end >= 0;
  }

  /**
   * Backs off before the next attempt.
   *
   * <p>Throws {@link Failures#unavailable} if the deadline has passed or would pass, or the thread
   * is interrupted.
   */
  void pause(String reason, boolean maybeApplied) {
    long most =
        Math.min(FIRST_PAUSE_NANOS << Math.min(pauses++, MOST_DOUBLINGS), LONGEST_PAUSE_NANOS);
    long nanos = ThreadLocalRandom.current().nextLong(most);
    if (System.nanoTime() + nanos - end >= 0) {
      throw failures.unavailable("deadline exceeded: " + reason, false, maybeApplied, null);
    }
    try {
      Thread.sleep(Duration.ofNanos(nanos).toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failures.unavailable("interrupted: " + reason, false, maybeApplied, e);
    }
  }
}
