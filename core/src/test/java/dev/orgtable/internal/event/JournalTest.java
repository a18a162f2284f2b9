package dev.orgtable.internal.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.event.EventSettings;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** How long a process uses the settings of events that it has read. */
final class JournalTest {

  private static final Instant HERE = Instant.parse("2026-11-28T12:00:00Z");
  private static final long BEGUN_AT = Long.MAX_VALUE - 7;

  private static boolean isRecent(Duration passed, Duration passedHere) {
    return new Journal.Known(EventSettings.FROM_THE_START, null, BEGUN_AT, HERE)
        .isRecent(BEGUN_AT + passed.toNanos(), HERE.plus(passedHere));
  }

  @Test
  void settings_are_read_again_after_30_seconds_by_either_clock() {
    Duration all = Duration.ofSeconds(30);
    Duration less = all.minusNanos(1);

    assertThat(isRecent(less, less)).isTrue();
    assertThat(isRecent(all, less)).as("a clock that was set back").isFalse();
    assertThat(isRecent(less, all)).as("a machine that was suspended").isFalse();
    assertThat(isRecent(less, all.negated())).as("a clock that was set back by more").isFalse();
  }
}
