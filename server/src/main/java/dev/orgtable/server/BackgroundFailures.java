package dev.orgtable.server;

import dev.orgtable.OrgtableException.ClockSkew;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs failures of background tasks. Tasks are repeated each second or so: while one keeps failing
 * for the same reason, such as a table that does not exist, it is logged once a minute.
 */
final class BackgroundFailures implements Consumer<RuntimeException> {

  static final Duration PAUSE = Duration.ofMinutes(1);

  private static final Logger LOG = LoggerFactory.getLogger(BackgroundFailures.class);

  /** What the SDK says about one request (AWS SDK for Java, {@code AwsServiceException}). */
  private static final Pattern OF_A_REQUEST =
      Pattern.compile("Request ID: [^,)]*|Attempt Count: \\d+");

  /** The maximum number of kinds that are remembered; others are logged together, as one. */
  private static final int MOST = 250;

  private static final String OTHERS = "others";

  private final Clock clock;

  /** When each kind of failure was last logged. */
  private final Map<String, Instant> logged = new HashMap<>();

  BackgroundFailures(Clock clock) {
    this.clock = clock;
  }

  @Override
  public void accept(RuntimeException failure) {
    if (isNews(kind(failure))) {
      if (failure instanceof ClockSkew) {
        LOG.warn("{}", failure.getMessage());
      } else {
        LOG.warn("A background task was interrupted; the same is logged once a minute", failure);
      }
    }
  }

  private synchronized boolean isNews(String kind) {
    Instant now = clock.instant();
    logged.values().removeIf(at -> Duration.between(at, now).abs().compareTo(PAUSE) >= 0);
    boolean fits = logged.size() < MOST || logged.containsKey(kind);
    return logged.putIfAbsent(fits ? kind : OTHERS, now) == null;
  }

  /** Returns the class and the message of a failure, without what differs by request. */
  private static String kind(RuntimeException failure) {
    return OF_A_REQUEST.matcher(failure.toString()).replaceAll("");
  }
}
