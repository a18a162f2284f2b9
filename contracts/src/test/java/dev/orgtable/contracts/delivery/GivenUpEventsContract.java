package dev.orgtable.contracts.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.event.EventId;
import dev.orgtable.internal.delivery.DeliveryEntry.State;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An event that a webhook refuses for five days is given up alone, if it accepts others. */
final class GivenUpEventsContract extends EndpointTable {

  /** The events of one organisation are refused; that of another one is accepted a day later. */
  @BeforeEach
  final void one_organisation_is_refused() {
    acmeWithEvents(1);
    organisation(BETA, ANN);
    List<EventId> two = last(OF_ACME, 2);
    enqueue(two);
    endpoint.refuses = event -> event.id().equals(two.get(0));
    Endpoint.enqueue(
        orgtable(), OF_BETA, last(OF_BETA, 1), clock.instant().plus(Duration.ofDays(1)));
  }

  private void fiveDays() {
    for (int day = 0; day < 5; day++) {
      deliverToEndpoint();
      clock.advance(Duration.ofDays(1));
    }
    assertThat(endpoint.received).isEqualTo(last(OF_BETA, 1));
  }

  @Test
  void the_event_behind_it_is_delivered() {
    List<EventId> two = last(OF_ACME, 2);
    fiveDays();
    deliverToEndpoint();

    assertThat(endpoint.disabled).isEmpty();
    assertThat(endpoint.received).containsExactly(last(OF_BETA, 1).get(0), two.get(1));
    assertThat(entries())
        .contains(entry(two.get(0), State.FAILED, 6, 500, "status 500"))
        .contains(entry(two.get(1), State.DELIVERED, 1, 204, ""));
    assertThat(ofType("deliveryQueue")).isEmpty();
  }

  @Test
  void the_event_behind_it_has_attempts_of_its_own() {
    fiveDays();
    endpoint.outcomes.add(Endpoint.failure());
    endpoint.outcomes.add(Endpoint.UNABLE);
    deliverToEndpoint();

    assertThat(entries())
        .contains(entry(last(OF_ACME, 2).get(0), State.FAILED, 6, 500, "status 500"))
        .contains(entry(last(OF_ACME, 1).get(0), State.RETRIED, 0, 0, "no key"));
    assertThat(ofType("deliveryQueue"))
        .singleElement()
        .satisfies(queue -> assertThat(queue).doesNotContainKey("attempts"));
  }

  @Test
  void however_many_others_failed_since_one_was_accepted() {
    fiveDays();
    Instant later = clock.instant();
    orgtable()
        .items()
        .put(
            IntStream.range(0, 250)
                .mapToObj(i -> EventId.of(EventId.tick(later.plusMillis(i)), new UUID(0, 1)))
                .map(id -> entry(id, State.FAILED, 1, 500, "status 500").item().attributes())
                .toList(),
            2);
    deliverToEndpoint();

    assertThat(endpoint.disabled).isEmpty();
    assertThat(entries())
        .contains(entry(last(OF_ACME, 2).get(0), State.FAILED, 6, 500, "status 500"));
  }
}
