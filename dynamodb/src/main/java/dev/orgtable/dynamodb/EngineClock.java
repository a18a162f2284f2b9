package dev.orgtable.dynamodb;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbResponse;

/**
 * The engine's clock, estimated from the {@code Date} header of its responses, and its difference
 * from this process's clock. Between responses the estimate advances by the monotonic clock, so
 * that a step of the local clock is detected immediately.
 *
 * <p>An engine in this process sends no {@code Date}: its clock is the local clock.
 */
public final class EngineClock {

  /** The maximum difference between the clocks. */
  public static final Duration MOST_APART = Duration.ofMinutes(1);

  private static final String DATE = "Date";

  /** The precision of the header: whole seconds, truncated. */
  private static final Duration RESOLUTION = Duration.ofSeconds(1);

  private static final long BETWEEN_LOOKS = TimeUnit.SECONDS.toNanos(1);

  private final Clock own;
  private volatile @Nullable Reading latest;
  private volatile long lookAt = System.nanoTime();

  EngineClock(Clock own) {
    this.own = own;
  }

  /**
   * One reading of the engine's clock.
   *
   * @param date the engine's time
   * @param askedAt when the request was sent, on the monotonic clock
   * @param toldAt when the response arrived, on the monotonic clock
   * @param here the local clock at that moment, in milliseconds
   */
  private record Reading(Instant date, long askedAt, long toldAt, long here) {

    /** Returns whether the local clock has advanced since as the monotonic clock has. */
    boolean isOfTheSame(long nowHere, long now) {
      long passed = TimeUnit.NANOSECONDS.toMillis(now - toldAt);
      return Math.abs(nowHere - here - passed) < RESOLUTION.toMillis();
    }

    /** Returns the earliest time that the engine's clock can show now. */
    Instant earliest(long now) {
      return date.plusNanos(now - toldAt);
    }

    /** Returns the latest time that the engine's clock can show now. */
    Instant latest(long now) {
      return date.plus(RESOLUTION).plusNanos(now - askedAt);
    }
  }

  /**
   * Updates the estimate from a response: at most once a second, and always from the first one
   * after the local clock was set or the machine was suspended.
   *
   * @param askedAt when the request was sent, from {@link System#nanoTime}
   * @return the response
   */
  public <T extends DynamoDbResponse> T heard(long askedAt, T answer) {
    long now = System.nanoTime();
    if (now - lookAt >= 0 || wasSet(now)) {
      lookAt = now + BETWEEN_LOOKS;
      // A custom client need not return the HTTP response.
      if (answer.sdkHttpResponse() != null) {
        answer.sdkHttpResponse().firstMatchingHeader(DATE).ifPresent(on -> read(on, askedAt, now));
      }
    }
    return answer;
  }

  private boolean wasSet(long now) {
    Reading reading = latest;
    return reading != null && !reading.isOfTheSame(own.millis(), now);
  }

  private void read(String date, long askedAt, long toldAt) {
    try {
      Instant time = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      latest = new Reading(time, askedAt, toldAt, own.millis());
    } catch (DateTimeException e) {
      // Without a valid date there is no reading.
    }
  }

  /**
   * Returns a lower bound of how far the local clock is ahead of the engine's, negative if it is
   * behind; empty if the engine has sent no time.
   */
  public Optional<Duration> skew() {
    Reading reading = latest;
    if (reading == null) {
      return Optional.empty();
    }
    Instant here = own.instant();
    long now = System.nanoTime();
    Instant first = reading.earliest(now);
    Instant last = reading.latest(now);
    Duration skew =
        here.isBefore(first)
            ? Duration.between(first, here)
            : here.isAfter(last) ? Duration.between(last, here) : Duration.ZERO;
    return Optional.of(skew);
  }

  /** Returns false if the local clock is known to be wrong by more than a minute. */
  public boolean agrees() {
    return tooMuch().isEmpty();
  }

  /** Returns whether the engine has sent its time and the local clock is accurate. */
  public boolean isKnownToAgree() {
    return latest != null && agrees();
  }

  /** Returns the error of the local clock, if it exceeds a minute. */
  public Optional<Duration> tooMuch() {
    return skew().filter(skew -> skew.abs().compareTo(MOST_APART) > 0);
  }

  /** Returns the local time, or the engine's if the local clock is wrong by more than a minute. */
  public Instant trusted() {
    return own.instant().minus(tooMuch().orElse(Duration.ZERO));
  }

  /** Returns the later of the local clock and the engine's. */
  public Instant later() {
    return skew()
        .filter(Duration::isNegative)
        .map(behind -> own.instant().minus(behind))
        .orElseGet(own::instant);
  }
}
