package dev.orgtable.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.internal.delivery.DestinationId;
import dev.orgtable.internal.delivery.Outcome;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class PaceTest {

  private static final DestinationId ONE = new DestinationId(DestinationId.Kind.WEBHOOK, "one");
  private static final DestinationId TWO = new DestinationId(DestinationId.Kind.WEBHOOK, "two");
  private static final Duration QUICK = Duration.ofSeconds(5);
  private static final Duration SLOW = Duration.ofMillis(5001);
  private static final Outcome ACCEPTED = new Outcome.Delivered(204, QUICK);
  private static final Outcome FAILED = new Outcome.Failed("answered 500", 500, QUICK, null);
  private static final Outcome UNABLE = new Outcome.Unable("no key", "no key");

  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1);
  private final Pace pace = new Pace(now::get);

  private void fail(int times) {
    for (int i = 0; i < times; i++) {
      advance(QUICK);
      pace.attempted(ONE, FAILED, QUICK);
    }
  }

  private void advance(Duration time) {
    now.addAndGet(time.toNanos());
  }

  @Test
  void a_destination_is_slow_until_it_answers_quickly() {
    assertThat(pace.isSlow(ONE)).isFalse();
    pace.attempted(ONE, ACCEPTED, SLOW);
    assertThat(pace.isSlow(ONE)).isTrue();
    assertThat(pace.isSlow(TWO)).isFalse();
    pace.attempted(ONE, ACCEPTED, QUICK);
    assertThat(pace.isSlow(ONE)).isFalse();
    pace.attempted(ONE, FAILED, SLOW);
    assertThat(pace.isSlow(ONE)).isTrue();
  }

  @Test
  void a_destination_is_quick_if_it_answers_within_a_second() {
    assertThat(pace.isQuick(ONE)).isTrue();
    pace.attempted(ONE, ACCEPTED, Duration.ofMillis(1001));
    assertThat(pace.isQuick(ONE)).isFalse();
    pace.attempted(ONE, ACCEPTED, Duration.ofSeconds(1));
    assertThat(pace.isQuick(ONE)).isTrue();
  }

  @Test
  void a_subscriber_is_never_slow() {
    DestinationId code = new DestinationId(DestinationId.Kind.SUBSCRIBER, "code");
    pace.attempted(code, ACCEPTED, SLOW);
    assertThat(pace.isSlow(code)).isFalse();
    pace.attempted(code, FAILED, SLOW);
    assertThat(pace.isSlow(code)).isFalse();
  }

  @Test
  void a_destination_rests_after_three_failures_in_a_row() {
    fail(2);
    assertThat(pace.rests(ONE)).isFalse();
    fail(1);
    assertThat(pace.rests(ONE)).isTrue();
    assertThat(pace.rests(TWO)).isFalse();
    advance(Duration.ofSeconds(5).minusNanos(1));
    assertThat(pace.rests(ONE)).isTrue();
    advance(Duration.ofNanos(1));
    assertThat(pace.rests(ONE)).isFalse();
  }

  @Test
  void a_destination_rests_longer_each_time_up_to_320_seconds() {
    fail(4);
    advance(Duration.ofSeconds(9));
    assertThat(pace.rests(ONE)).isTrue();
    advance(Duration.ofSeconds(1));
    assertThat(pace.rests(ONE)).isFalse();
    fail(1000);
    advance(Duration.ofSeconds(319));
    assertThat(pace.rests(ONE)).isTrue();
    advance(Duration.ofSeconds(1));
    assertThat(pace.rests(ONE)).isFalse();
  }

  @Test
  void attempts_that_were_under_way_when_a_rest_began_do_not_make_it_longer() {
    fail(3);
    advance(Duration.ofMillis(500));
    pace.attempted(ONE, FAILED, QUICK);
    advance(Duration.ofMillis(4500));
    assertThat(pace.rests(ONE)).isFalse();
  }

  @Test
  void a_destination_rests_after_attempts_that_could_not_be_made_which_are_no_failures() {
    for (int i = 0; i < 3; i++) {
      pace.attempted(ONE, UNABLE, Duration.ZERO);
    }

    assertThat(pace.rests(ONE)).isTrue();
    assertThat(pace.failures(ONE)).isZero();
    assertThat(pace.failing()).isZero();
  }

  @Test
  void an_attempt_that_could_not_be_made_says_nothing_of_how_slow_a_receiver_is() {
    pace.attempted(ONE, UNABLE, SLOW);
    assertThat(pace.isQuick(ONE)).isTrue();
    pace.attempted(ONE, FAILED, SLOW);
    pace.attempted(ONE, UNABLE, Duration.ZERO);
    assertThat(pace.isSlow(ONE)).isTrue();
  }

  @Test
  void a_success_ends_the_rest() {
    fail(3);
    pace.attempted(ONE, ACCEPTED, QUICK);
    assertThat(pace.rests(ONE)).isFalse();
    fail(2);
    assertThat(pace.rests(ONE)).isFalse();
  }
}
