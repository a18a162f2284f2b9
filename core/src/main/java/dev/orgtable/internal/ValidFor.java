package dev.orgtable.internal;

import dev.orgtable.InvalidInput;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The range of a validity period.
 *
 * @param shortest the shortest duration
 * @param longest the longest duration
 * @param words the range as text, such as {@code 1 hour to 90 days}
 */
public record ValidFor(Duration shortest, Duration longest, String words) {

  /** Checks a duration and returns it. */
  public Duration check(Duration duration) {
    if (duration.compareTo(shortest) < 0 || duration.compareTo(longest) > 0) {
      throw new InvalidInput("validFor", "must be " + words);
    }
    return duration;
  }

  /** Returns the expiry of a period that starts now, rounded down to whole seconds. */
  public Instant end(Instant now, Duration duration) {
    return now.plus(check(duration)).truncatedTo(ChronoUnit.SECONDS);
  }
}
