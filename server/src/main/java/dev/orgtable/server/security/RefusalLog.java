package dev.orgtable.server.security;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** Logs at most one line per minute for each reason, with the number of lines suppressed. */
public final class RefusalLog {

  private static final long BETWEEN_LINES = TimeUnit.MINUTES.toNanos(1);
  private static final int LONGEST = 500;
  private static final Pattern UNPRINTABLE =
      Pattern.compile("[\\p{Cntrl}\\p{Cf}\\x{85}\\x{2028}\\x{2029}]");

  /** The beginning of a JSON object in base64url, which every token starts with. */
  private static final Pattern TOKEN = Pattern.compile("eyJ[\\w-]{8,}(\\.[\\w-]*)*");

  private final Logger log;
  private final LongSupplier nanos;
  private final Map<String, Written> written = new ConcurrentHashMap<>();

  /** Creates a log that writes to the logger. */
  public RefusalLog(Logger log) {
    this(log, System::nanoTime);
  }

  RefusalLog(Logger log, LongSupplier nanos) {
    this.log = log;
    this.nanos = nanos;
  }

  /**
   * Logs a refusal.
   *
   * @param reason one of a fixed set, never text from the caller
   * @param line the message, which may contain text from an attacker: truncated, and without line
   *     breaks
   */
  public void warn(String reason, String line) {
    Written now = written.compute(reason, (key, last) -> next(last));
    if (now.left() == 0) {
      log.warn("{}{}", clean(line), now.before() == 0 ? "" : " (" + now.before() + " more before)");
    }
  }

  private Written next(@Nullable Written last) {
    long now = nanos.getAsLong();
    return last != null && now - last.at() < BETWEEN_LINES
        ? new Written(last.at(), last.left() + 1, last.before())
        : new Written(now, 0, last == null ? 0 : last.left());
  }

  private static String clean(String line) {
    String printable =
        UNPRINTABLE.matcher(TOKEN.matcher(line).replaceAll("(a token)")).replaceAll(" ");
    return printable.substring(0, Math.min(LONGEST, printable.length()));
  }

  /**
   * The last line of a reason.
   *
   * @param at when it was written, in nanoseconds
   * @param left how many lines were suppressed since
   * @param before how many lines were suppressed before it
   */
  private record Written(long at, long left, long before) {}
}
