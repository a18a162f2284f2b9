package dev.orgtable.server.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.server.LogLines;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.slf4j.LoggerFactory;

/** The rate limit of log lines about refusals. */
@Isolated
final class RefusalLogTest {

  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 7);

  @Test
  void each_reason_has_a_line_a_minute_which_counts_those_left_out() {
    try (LogLines log = LogLines.of("refusals")) {
      RefusalLog refusals = new RefusalLog(LoggerFactory.getLogger("refusals"), now::get);

      for (int i = 0; i < 5; i++) {
        refusals.warn("one", "first");
      }
      refusals.warn("two", "another");
      now.addAndGet(TimeUnit.MINUTES.toNanos(1) - 1);
      refusals.warn("one", "within the minute");
      now.addAndGet(1);
      refusals.warn("one", "after it");

      assertThat(log.lines()).containsExactly("first", "another", "after it (5 more before)");
    }
  }

  @Test
  void a_line_stays_one_line_is_cut_and_holds_no_token() {
    try (LogLines log = LogLines.of("refusals")) {
      RefusalLog refusals = new RefusalLog(LoggerFactory.getLogger("refusals"), now::get);

      refusals.warn("one", "a\nb\u2028c eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJ4In0.c2ln d");
      refusals.warn("two", "x".repeat(10_000));

      assertThat(log.lines().get(0)).isEqualTo("a b c (a token) d");
      assertThat(log.lines().get(1)).hasSize(500);
    }
  }
}
