package dev.orgtable.contracts.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.event.EventId;
import dev.orgtable.internal.delivery.DeliveryEntry.State;
import dev.orgtable.internal.delivery.Outcome;
import dev.orgtable.job.Worker;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is queued for a webhook is delivered, attempted again, or ends in its log. */
final class QueuesContract extends EndpointTable {

  @BeforeEach
  final void an_organisation_with_events() {
    acmeWithEvents(4);
  }

  @Test
  void what_is_delivered_is_in_the_log_for_30_days() {
    List<EventId> two = last(OF_ACME, 2);
    enqueue(two);
    deliverToEndpoint();

    assertThat(endpoint.received).isEqualTo(two);
    assertThat(entries())
        .containsExactly(
            entry(two.get(0), State.DELIVERED, 1, 204, ""),
            entry(two.get(1), State.DELIVERED, 1, 204, ""));
    Instant end = clock.instant().plus(Duration.ofDays(30));
    assertThat(ofType("deliveryEntry"))
        .allMatch(item -> value(item, "removeAt").n().equals(Long.toString(end.getEpochSecond())));
    assertThat(ofType("delivery")).isEmpty();
    assertThat(ofType("deliveryQueue")).isEmpty();
  }

  @Test
  void events_are_delivered_in_the_order_in_which_they_were_queued() {
    List<EventId> all = last(OF_ACME, 4);
    enqueue(List.of(all.get(2), all.get(1)));
    enqueue(List.of(all.get(0), all.get(3)));
    deliverToEndpoint();

    assertThat(endpoint.received).containsExactly(all.get(1), all.get(2), all.get(0), all.get(3));
  }

  @Test
  void a_failure_is_attempted_again_after_growing_pauses_with_the_reason_in_the_log() {
    List<EventId> two = last(OF_ACME, 2);
    enqueue(two);
    List<Duration> pauses =
        List.of(
            Duration.ofSeconds(5),
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            Duration.ofHours(2),
            Duration.ofHours(5),
            Duration.ofHours(10),
            Duration.ofHours(14),
            Duration.ofHours(20),
            Duration.ofHours(24));
    int attempt = 0;
    for (Duration pause : pauses) {
      endpoint.outcomes.add(Endpoint.failure());
      deliverToEndpoint();
      attempt++;
      assertThat(entries())
          .containsExactly(entry(two.get(0), State.RETRIED, attempt, 500, "status 500"));
      deliverToEndpoint();
      clock.advance(pause.minusSeconds(1));
      deliverToEndpoint();
      assertThat(endpoint.attempts).hasSize(attempt);
      clock.advance(Duration.ofSeconds(1));
    }
    deliverToEndpoint();

    assertThat(endpoint.attempts).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 1);
    assertThat(endpoint.received).isEqualTo(two);
    assertThat(entries())
        .containsExactly(
            entry(two.get(0), State.DELIVERED, 10, 204, ""),
            entry(two.get(1), State.DELIVERED, 1, 204, ""));
  }

  @Test
  void a_receiver_may_ask_for_a_longer_pause_up_to_a_day() {
    enqueue(last(OF_ACME, 1));
    endpoint.outcomes.add(new Outcome.Failed("busy", 429, Endpoint.TOOK, Duration.ofMinutes(1)));
    endpoint.outcomes.add(new Outcome.Failed("busy", 429, Endpoint.TOOK, Duration.ofSeconds(1)));
    endpoint.outcomes.add(new Outcome.Failed("busy", 429, Endpoint.TOOK, Duration.ofDays(9)));
    for (Duration pause :
        List.of(Duration.ofMinutes(1), Duration.ofMinutes(5), Duration.ofDays(1))) {
      int before = endpoint.attempts.size();
      deliverToEndpoint();
      clock.advance(pause.minusSeconds(1));
      deliverToEndpoint();
      assertThat(endpoint.attempts).hasSize(before + 1);
      clock.advance(Duration.ofSeconds(1));
    }
    deliverToEndpoint();

    assertThat(endpoint.received).hasSize(1);
  }

  @Test
  void an_event_queued_behind_a_failing_one_waits_and_costs_no_attempt() {
    List<EventId> two = last(OF_ACME, 2);
    enqueue(two.subList(0, 1));
    endpoint.outcomes.add(Endpoint.failure());
    deliverToEndpoint();
    enqueue(two.subList(1, 2));
    deliverToEndpoint();
    assertThat(endpoint.attempts).hasSize(1);
    clock.advance(Duration.ofSeconds(5));
    deliverToEndpoint();

    assertThat(endpoint.received).isEqualTo(two);
  }

  @Test
  void a_receiver_that_failed_for_five_days_is_disabled_and_what_waits_ends_in_the_log() {
    List<EventId> two = last(OF_ACME, 2);
    enqueue(two);
    Instant since = clock.instant();
    int failures = 0;
    Instant last = since;
    while (endpoint.disabled.isEmpty()) {
      endpoint.outcomes.add(Endpoint.failure());
      last = clock.instant();
      deliverToEndpoint();
      failures++;
      clock.advance(Duration.ofDays(1));
    }
    assertThat(failures).isEqualTo(6);
    assertThat(endpoint.disabled).containsExactly("failed since " + since + ": status 500");
    deliverToEndpoint();

    assertThat(endpoint.received).isEmpty();
    assertThat(entries())
        .containsExactly(
            entry(two.get(0), State.FAILED, 6, last, 500, "disabled: status 500"),
            entry(two.get(1), State.FAILED, 0, 0, "disabled: status 500"));
    assertThat(ofType("deliveryQueue")).isEmpty();
  }

  @Test
  void a_receiver_is_not_disabled_before_five_attempts_failed() {
    enqueue(last(OF_ACME, 1));
    for (int attempt = 1; attempt <= 5; attempt++) {
      assertThat(endpoint.disabled).isEmpty();
      endpoint.outcomes.add(Endpoint.failure());
      deliverToEndpoint();
      clock.advance(Duration.ofDays(6));
    }

    assertThat(endpoint.attempts).containsExactly(1, 2, 3, 4, 5);
    assertThat(endpoint.disabled).hasSize(1);
  }

  @Test
  void a_receiver_that_was_enabled_or_changed_starts_anew() {
    enqueue(last(OF_ACME, 1));
    for (int attempt = 0; attempt < 4; attempt++) {
      endpoint.outcomes.add(Endpoint.failure());
      deliverToEndpoint();
      clock.advance(Duration.ofDays(2));
    }
    endpoint.countsFrom = clock.instant();
    endpoint.outcomes.add(Endpoint.failure());
    deliverToEndpoint();
    assertThat(endpoint.disabled).isEmpty();
    assertThat(entries())
        .containsExactly(entry(last(OF_ACME, 1).get(0), State.RETRIED, 1, 500, "status 500"));
    clock.advance(Duration.ofSeconds(5));
    deliverToEndpoint();

    assertThat(endpoint.attempts).containsExactly(1, 2, 3, 4, 1, 2);
    assertThat(endpoint.received).hasSize(1);
  }

  @Test
  void what_a_receiver_that_starts_anew_accepts_leaves_no_failure_behind() {
    enqueue(last(OF_ACME, 2));
    endpoint.outcomes.add(Endpoint.failure());
    deliverToEndpoint();
    clock.advance(Duration.ofSeconds(5));
    endpoint.countsFrom = clock.instant();
    endpoint.outcomes.add(new Outcome.Delivered(200, Endpoint.TOOK));
    endpoint.outcomes.add(Endpoint.UNABLE);
    deliverToEndpoint();

    assertThat(ofType("deliveryQueue").get(0))
        .doesNotContainKeys("attempts", "failingSince", "error");
  }

  @Test
  void a_success_ends_a_time_of_failure() {
    enqueue(last(OF_ACME, 1));
    endpoint.outcomes.add(Endpoint.failure());
    deliverToEndpoint();
    clock.advance(Duration.ofDays(4));
    enqueue(last(OF_ACME, 1));
    endpoint.outcomes.add(new Outcome.Delivered(200, Endpoint.TOOK));
    endpoint.outcomes.add(Endpoint.failure());
    deliverToEndpoint();
    clock.advance(Duration.ofDays(4));
    endpoint.outcomes.add(Endpoint.failure());
    deliverToEndpoint();

    assertThat(endpoint.disabled).isEmpty();
    assertThat(endpoint.attempts).containsExactly(1, 2, 1, 2);
  }

  @Test
  void a_receiver_that_is_gone_is_disabled_at_once() {
    List<EventId> one = last(OF_ACME, 1);
    enqueue(one);
    endpoint.outcomes.add(new Outcome.Gone("status 410", 410, Endpoint.TOOK));
    deliverToEndpoint();
    assertThat(endpoint.disabled).containsExactly("status 410");
    Instant last = clock.instant();
    clock.advance(Duration.ofSeconds(5));
    deliverToEndpoint();

    assertThat(entries())
        .containsExactly(entry(one.get(0), State.FAILED, 1, last, 410, "disabled: status 410"));
  }

  @Test
  void what_waits_for_a_destination_that_is_no_more_is_removed() {
    enqueue(last(OF_ACME, 2));
    enqueue(last(OF_ACME, 1));
    endpoint.isThere = false;
    deliverToEndpoint();

    assertThat(endpoint.attempts).isEmpty();
    assertThat(ofType("delivery")).isEmpty();
    assertThat(ofType("deliveryQueue")).isEmpty();
    assertThat(entries()).isEmpty();
  }

  @Test
  void an_event_that_reached_its_retention_is_left_out() {
    List<EventId> two = last(OF_ACME, 2);
    enqueue(two);
    delete("organisationEvents/acme", "organisationEvent/" + two.get(0));
    deliverToEndpoint();

    assertThat(endpoint.received).isEqualTo(two.subList(1, 2));
    assertThat(entries())
        .startsWith(entry(two.get(0), State.FAILED, 0, 0, "the event is kept no more"));
  }

  @Test
  void an_attempt_that_was_not_made_counts_as_none_and_is_reported_and_in_the_log() {
    List<EventId> two = last(OF_ACME, 2);
    enqueue(two);
    endpoint.outcomes.add(new Outcome.Delivered(204, Endpoint.TOOK));
    endpoint.outcomes.add(Endpoint.UNABLE);
    deliverToEndpoint();
    assertThat(reported)
        .singleElement()
        .satisfies(e -> assertThat(e).hasMessageContaining("no key of 2026"));
    assertThat(entries())
        .containsExactly(
            entry(two.get(0), State.DELIVERED, 1, 204, ""),
            entry(two.get(1), State.RETRIED, 0, 0, "no key"));
    clock.advance(Duration.ofSeconds(59));
    deliverToEndpoint();
    assertThat(endpoint.received).isEqualTo(two.subList(0, 1));
    clock.advance(Duration.ofSeconds(1));
    deliverToEndpoint();

    assertThat(endpoint.received).isEqualTo(two);
    assertThat(endpoint.attempts).containsExactly(1, 1, 1);
  }

  @Test
  void attempts_that_were_not_made_do_not_disable_a_receiver_that_fails() {
    enqueue(last(OF_ACME, 1));
    endpoint.outcomes.add(Endpoint.failure());
    endpoint.outcomes.addAll(Collections.nCopies(5, Endpoint.UNABLE));
    endpoint.outcomes.add(Endpoint.failure());
    try (Worker worker = worker(endpoint)) {
      for (int day = 0; day < 7; day++) {
        run(worker);
        clock.advance(Duration.ofDays(1));
      }
    }

    assertThat(endpoint.attempts).containsExactly(1, 2, 2, 2, 2, 2, 2);
    assertThat(endpoint.disabled).isEmpty();
  }

  @Test
  void failures_before_a_receiver_was_changed_do_not_disable_it() {
    enqueue(last(OF_ACME, 1));
    for (int day = 0; day < 9; day++) {
      endpoint.outcomes.add(Endpoint.failure());
      endpoint.countsFrom = clock.instant().minus(Duration.ofDays(4));
      deliverToEndpoint();
      clock.advance(Duration.ofDays(1));
    }

    assertThat(endpoint.attempts).hasSize(9);
    assertThat(endpoint.disabled).isEmpty();
  }

  @Test
  void a_destination_that_is_removed_during_a_delivery_gets_no_more() {
    List<EventId> four = last(OF_ACME, 4);
    enqueue(four);
    endpoint.meanwhile =
        event -> {
          endpoint.isThere = false;
          clock.advance(Duration.ofSeconds(6));
        };
    deliverToEndpoint();

    assertThat(endpoint.received).isEqualTo(four.subList(0, 1));
    assertThat(ofType("delivery")).isEmpty();
    assertThat(ofType("deliveryQueue")).isEmpty();
  }
}
