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
 * The engine's clock, as its answers tell it by the header {@code Date}, and how far this process's
 * own is from it. Between two answers it goes on by the monotonic clock, so that a step of the own
 * clock shows at once.
 *
 * <p>An engine in this process tells no time: its clock is this process's own.
 */
public final class EngineClock {

  /** How far the own clock may be from the engine's. */
  public static final Duration MOST_APART = Duration.ofMinutes(1);

  private static final String DATE = "Date";

  /** A date has whole seconds, cut off. */
  private static final Duration RESOLUTION = Duration.ofSeconds(1);

  private static final long BETWEEN_LOOKS = TimeUnit.SECONDS.toNanos(1);

  private final Clock own;
  private volatile @Nullable Reading latest;
  private volatile long lookAt = System.nanoTime();

  EngineClock(Clock own) {
    this.own = own;
  }

  /**
   * What the engine told once.
   *
   * @param date the time it told
   * @param askedAt when it was asked, by the monotonic clock
   * @param toldAt when that was answered
   * @param here what the own clock showed then, in milliseconds
   */
  private record Reading(Instant date, long askedAt, long toldAt, long here) {

    /** Returns whether the own clock has gone on since, no faster and no slower. */
    boolean isOfTheSame(long nowHere, long now) {
      long passed = TimeUnit.NANOSECONDS.toMillis(now - toldAt);
      return Math.abs(nowHere - here - passed) < RESOLUTION.toMillis();
    }

    /** Returns the earliest that the engine's clock can show now. */
    Instant earliest(long now) {
      return date.plusNanos(now - toldAt);
    }

    /** Returns the latest that the engine's clock can show now. */
    Instant latest(long now) {
      return date.plus(RESOLUTION).plusNanos(now - askedAt);
    }
  }

  /**
   * Takes notice of an answer: once a second, and of the first one after the own clock was set or
   * the machine slept.
   *
   * @param askedAt when the request was sent, by {@link System#nanoTime}
   * @return the answer
   */
  public <T extends DynamoDbResponse> T heard(long askedAt, T answer) {
    long now = System.nanoTime();
    if (now - lookAt >= 0 || wasSet(now)) {
      lookAt = now + BETWEEN_LOOKS;
      // A client made by hand need not tell how it was answered.
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
      // It tells no time then, as one without the header.
    }
  }

  /**
   * Returns by how much at least the own clock is ahead of the engine's, negative if it is behind;
   * empty if the engine told no time.
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

  /** Returns whether the own clock is right, as far as is known. */
  public boolean agrees() {
    return tooMuch().isEmpty();
  }

  /** Returns whether the engine has told its time, and the own clock is right. */
  public boolean isKnownToAgree() {
    return latest != null && agrees();
  }

  /** Returns by how much the own clock is wrong, if that is more than a minute. */
  public Optional<Duration> tooMuch() {
    return skew().filter(skew -> skew.abs().compareTo(MOST_APART) > 0);
  }

  /** Returns the later of the two times that the own clock and the engine's show. */
  public Instant later() {
    return skew()
        .filter(Duration::isNegative)
        .map(behind -> own.instant().minus(behind))
        .orElseGet(own::instant);
  }
}
