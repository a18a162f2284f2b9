package dev.orgtable.store;

import dev.orgtable.InvalidInput;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * How long something may stay valid.
 *
 * @param shortest the shortest duration
 * @param longest the longest duration
 * @param words the range in words, such as {@code 1 hour to 90 days}
 */
record ValidFor(Duration shortest, Duration longest, String words) {

  /** Returns a duration that is in the range. */
  Duration check(Duration duration) {
    if (duration.compareTo(shortest) < 0 || duration.compareTo(longest) > 0) {
      throw new InvalidInput("validFor", "must be " + words);
    }
    return duration;
  }

  /** Returns when something ends that begins now, in whole seconds. */
  Instant end(Instant now, Duration duration) {
    return now.plus(check(duration)).truncatedTo(ChronoUnit.SECONDS);
  }
}
