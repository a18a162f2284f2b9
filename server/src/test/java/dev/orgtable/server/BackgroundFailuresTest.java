package dev.orgtable.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.testkit.TestClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A task that is repeated each second does not fill the log while it keeps failing. */
final class BackgroundFailuresTest {

  private final TestClock clock = new TestClock();
  private final BackgroundFailures failures = new BackgroundFailures(clock);

  private static IllegalStateException missing(String request, int attempts) {
    return new IllegalStateException(
        "no table (Service: DynamoDb, Status Code: 400, Request ID: "
            + request
            + ") (SDK Attempt Count: "
            + attempts
            + ")");
  }

  @Test
  void the_same_failure_of_another_request_is_logged_once_a_minute() {
    try (LogLines log = LogLines.of(BackgroundFailures.class)) {
      failures.accept(missing("one", 1));
      failures.accept(missing("two", 4));
      clock.advance(BackgroundFailures.PAUSE.minusMillis(1));
      failures.accept(missing("three", 1));

      assertThat(log.lines()).hasSize(1);

      clock.advance(Duration.ofMillis(1));
      failures.accept(missing("four", 1));

      assertThat(log.lines()).hasSize(2);
    }
  }

  @Test
  void another_failure_is_logged_meanwhile() {
    try (LogLines log = LogLines.of(BackgroundFailures.class)) {
      failures.accept(missing("one", 1));
      failures.accept(new IllegalStateException("acme cannot be read"));
      failures.accept(new IllegalStateException("beta cannot be read"));
      failures.accept(new IllegalArgumentException("beta cannot be read"));

      assertThat(log.lines()).hasSize(4);
    }
  }

  @Test
  void many_different_failures_are_logged_up_to_a_bound() {
    try (LogLines log = LogLines.of(BackgroundFailures.class)) {
      for (int i = 0; i < 1000; i++) {
        failures.accept(new IllegalStateException("record " + i));
      }

      assertThat(log.lines()).hasSize(251);
    }
  }

  @Test
  void a_clock_that_is_set_back_hides_nothing_for_longer() {
    try (LogLines log = LogLines.of(BackgroundFailures.class)) {
      failures.accept(missing("one", 1));
      clock.advance(Duration.ofDays(-1));
      failures.accept(missing("two", 1));

      assertThat(log.lines()).hasSize(2);
    }
  }
}
