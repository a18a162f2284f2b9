package dev.orgtable.store;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * How the store works.
 *
 * @param clock tells the time of invitations and memberships
 * @param deadline how long one operation may take with all its requests, retries and pauses; at
 *     least 100 ms
 * @param attemptTimeout how long one try of one request may take, at most the deadline
 * @param detailsPages how many pages of up to 1 MB the reading of details goes through at most
 * @param costs who is told what each request used
 */
public record Settings(
    Clock clock,
    Duration deadline,
    Duration attemptTimeout,
    int detailsPages,
    Optional<CostListener> costs) {

  private static final Duration SHORTEST = Duration.ofMillis(100);

  /**
   * The system's clock, 10 seconds for an operation, 3 seconds for a try, 16 pages, nobody told.
   */
  public static final Settings DEFAULT =
      new Settings(
          Clock.systemUTC(), Duration.ofSeconds(10), Duration.ofSeconds(3), 16, Optional.empty());

  /**
   * Checks the bounds.
   *
   * @throws IllegalArgumentException if one is out of range
   */
  public Settings {
    if (deadline.compareTo(SHORTEST) < 0) {
      throw new IllegalArgumentException("deadline must be at least " + SHORTEST);
    }
    if (attemptTimeout.compareTo(SHORTEST) < 0 || attemptTimeout.compareTo(deadline) > 0) {
      throw new IllegalArgumentException(
          "attemptTimeout must be at least " + SHORTEST + " and at most the deadline");
    }
    if (detailsPages < 1) {
      throw new IllegalArgumentException("detailsPages must be at least 1");
    }
  }

  /** Returns the same with another clock. */
  public Settings withClock(Clock other) {
    return new Settings(other, deadline, attemptTimeout, detailsPages, costs);
  }

  /** Returns the same with other time limits. */
  public Settings withTimeouts(Duration newDeadline, Duration newAttemptTimeout) {
    return new Settings(clock, newDeadline, newAttemptTimeout, detailsPages, costs);
  }

  /** Returns the same with another limit on pages. */
  public Settings withDetailsPages(int pages) {
    return new Settings(clock, deadline, attemptTimeout, pages, costs);
  }

  /** Returns the same with a listener to costs. */
  public Settings withCosts(CostListener listener) {
    return new Settings(clock, deadline, attemptTimeout, detailsPages, Optional.of(listener));
  }
}
