package dev.orgtable.dynamodb;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/**
 * Reads and writes times in RFC 3339 format. Times in UTC, which this library writes, are converted
 * digit by digit, since a formatter would take more time and memory than the rest of the item.
 */
public final class Rfc3339 {

  private static final String FORM = "0000-00-00T00:00:00.000000000";
  private static final int FRACTION = FORM.indexOf('.') + 1;

  private static final Instant YEAR_0 = Instant.parse("0000-01-01T00:00:00Z");
  private static final Instant YEAR_10000 = Instant.parse("9999-12-31T23:59:59Z").plusSeconds(1);

  private Rfc3339() {}

  /**
   * Parses a time.
   *
   * @throws DateTimeException if the text is not a time
   */
  public static Instant read(String text) {
    return isUtc(text) ? utc(text) : OffsetDateTime.parse(text).toInstant();
  }

  private static boolean isUtc(String text) {
    int end = text.length() - 1;
    if (end < FRACTION - 1 || end == FRACTION || end > FORM.length() || text.charAt(end) != 'Z') {
      return false;
    }
    for (int i = 0; i < end; i++) {
      char form = FORM.charAt(i);
      char c = text.charAt(i);
      if (form == '0' ? c < '0' || c > '9' : c != form) {
        return false;
      }
    }
    return true;
  }

  private static Instant utc(String text) {
    int digits = Math.max(text.length() - 1 - FRACTION, 0);
    int nanos = digits == 0 ? 0 : number(text, FRACTION, FRACTION + digits);
    for (int i = digits; i > 0 && i < FORM.length() - FRACTION; i++) {
      nanos *= 10;
    }
    return LocalDateTime.of(
            number(text, 0, 4),
            number(text, 5, 7),
            number(text, 8, 10),
            number(text, 11, 13),
            number(text, 14, 16),
            number(text, 17, 19),
            nanos)
        .toInstant(ZoneOffset.UTC);
  }

  /** Formats a time like {@link Instant#toString}. */
  public static String write(Instant time) {
    if (time.isBefore(YEAR_0) || !time.isBefore(YEAR_10000)) {
      return time.toString();
    }
    LocalDateTime utc = LocalDateTime.ofEpochSecond(time.getEpochSecond(), 0, ZoneOffset.UTC);
    StringBuilder text = new StringBuilder(FORM.length() + 1);
    digits(text, utc.getYear(), 1000).append('-');
    digits(text, utc.getMonthValue(), 10).append('-');
    digits(text, utc.getDayOfMonth(), 10).append('T');
    digits(text, utc.getHour(), 10).append(':');
    digits(text, utc.getMinute(), 10).append(':');
    digits(text, utc.getSecond(), 10);
    int nanos = time.getNano();
    if (nanos % 1_000 != 0) {
      digits(text.append('.'), nanos, 100_000_000);
    } else if (nanos % 1_000_000 != 0) {
      digits(text.append('.'), nanos / 1_000, 100_000);
    } else if (nanos != 0) {
      digits(text.append('.'), nanos / 1_000_000, 100);
    }
    return text.append('Z').toString();
  }

  private static StringBuilder digits(StringBuilder text, int number, int highest) {
    for (int place = highest; place > 0; place /= 10) {
      text.append((char) ('0' + number / place % 10));
    }
    return text;
  }

  private static int number(String text, int from, int to) {
    return Integer.parseInt(text, from, to, 10);
  }
}
