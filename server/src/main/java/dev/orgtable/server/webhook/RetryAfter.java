package dev.orgtable.server.webhook;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The header {@code Retry-After} of an answer (RFC 9110, 10.2.3). */
final class RetryAfter {

  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}");
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.RFC_1123_DATE_TIME.withLocale(Locale.ROOT);

  private RetryAfter() {}

  /** Returns how long to wait; null if the text is null, no such time, or in the past. */
  static @Nullable Duration read(@Nullable String text, Instant now) {
    if (text == null) {
      return null;
    }
    if (SECONDS.matcher(text).matches()) {
      return Duration.ofSeconds(Long.parseLong(text));
    }
    try {
      Instant time = DATE.parse(text, Instant::from);
      return time.isAfter(now) ? Duration.between(now, time) : null;
    } catch (DateTimeException e) {
      return null;
    }
  }
}
