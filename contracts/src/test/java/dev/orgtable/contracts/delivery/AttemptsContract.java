package dev.orgtable.contracts.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.OrganisationId;
import dev.orgtable.event.EventId;
import dev.orgtable.event.EventLog;
import dev.orgtable.job.Worker;
import dev.orgtable.testkit.TestClock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How often an event is attempted, and when the next attempt is due. */
final class AttemptsContract extends EndpointTable {

  private static final int QUEUES = 10;

  @BeforeEach
  final void an_organisation_with_events() {
    acmeWithEvents(4);
  }

  @Test
  void attempts_of_an_event_that_is_kept_no_more_do_not_count_for_the_next_one() {
    List<EventId> two = last(OF_ACME, 2);
    enqueue(two);
    endpoint.outcomes.add(Endpoint.failure());
    deliverToEndpoint();
    delete("organisationEvents/acme", "organisationEvent/" + two.get(0));
    clock.advance(Duration.ofSeconds(5));
    endpoint.outcomes.add(Endpoint.UNABLE);
    deliverToEndpoint();
    clock.advance(Duration.ofMinutes(1));
    deliverToEndpoint();

    assertThat(endpoint.attempts).containsExactly(1, 1, 1);
    assertThat(endpoint.received).isEqualTo(two.subList(1, 2));
  }

  @Test
  void a_worker_whose_clock_is_wrong_makes_the_usual_pauses() throws InterruptedException {
    CountDownLatch attempted = new CountDownLatch(1);
    endpoint.meanwhile = event -> attempted.countDown();
    enqueue(last(OF_ACME, 1));
    endpoint.outcomes.add(Endpoint.failure());
    TestClock wrong = new TestClock();
    wrong.advance(Duration.between(wrong.instant(), clock.instant()).plusDays(6));
    try (Worker worker =
        Worker.of(
            on(client(), settings().withClock(wrong)),
            workerSettings().withSender(endpoint),
            reported::add)) {
      worker.start();
      assertThat(attempted.await(20, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(endpoint.attempts).hasSize(1);
    clock.advance(Duration.ofSeconds(7));
    deliverToEndpoint();

    assertThat(endpoint.received).hasSize(1);
  }

  /** While a destination rests, only one of its queues is attempted at a time. */
  @Test
  void a_receiver_of_many_queues_is_disabled_although_each_of_them_was_attempted_rarely() {
    for (int i = 0; i < QUEUES; i++) {
      OrganisationId organisation = OrganisationId.of("o" + i);
      organisation(organisation, ANN);
      EventLog log = new EventLog.OfOrganisation(organisation);
      Endpoint.enqueue(orgtable(), log, last(log, 1), clock.instant());
    }
    endpoint.refuses = event -> true;
    int days = 0;
    try (Worker worker = worker(endpoint)) {
      while (endpoint.disabled.isEmpty() && days < QUEUES + 5) {
        run(worker);
        clock.advance(Duration.ofDays(1));
        days++;
      }
    }

    assertThat(endpoint.disabled).hasSize(1);
    assertThat(days).isGreaterThan(5);
    assertThat(endpoint.attempts).doesNotContain(5);
  }
}
