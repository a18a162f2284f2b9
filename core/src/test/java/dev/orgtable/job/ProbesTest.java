package dev.orgtable.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.OrganisationId;
import dev.orgtable.event.EventLog;
import dev.orgtable.internal.delivery.DeliveryQueue;
import dev.orgtable.internal.delivery.DestinationId;
import org.junit.jupiter.api.Test;

final class ProbesTest {

  private static final DestinationId ONE = new DestinationId(DestinationId.Kind.WEBHOOK, "one");
  private static final DestinationId TWO = new DestinationId(DestinationId.Kind.WEBHOOK, "two");

  private final Probes probes = new Probes();

  private static DeliveryQueue queue(DestinationId destination, int log) {
    return new DeliveryQueue(
        destination, new EventLog.OfOrganisation(OrganisationId.of("acme" + log)));
  }

  @Test
  void only_queues_of_a_destination_that_rests_or_is_attempted_are_held_back() {
    assertThat(probes.holdBack(queue(ONE, 1), false)).isFalse();
    assertThat(probes.holdBack(queue(ONE, 1), true)).isTrue();
    assertThat(probes.holdBack(queue(ONE, 2), false)).isTrue();
    assertThat(probes.holdBack(queue(TWO, 1), false)).isFalse();
    assertThat(probes.next()).containsExactly(queue(ONE, 1));
  }

  @Test
  void all_that_were_held_back_are_attempted_in_turn_and_then_none_is_listed_again() {
    assertThat(probes.holdBack(queue(ONE, 1), true)).isTrue();
    assertThat(probes.holdBack(queue(ONE, 2), false)).isTrue();
    assertThat(probes.attempted(queue(ONE, 1), false, true)).isFalse();
    assertThat(probes.next()).containsExactly(queue(ONE, 2));
    assertThat(probes.attempted(queue(ONE, 2), false, true)).isFalse();
    assertThat(probes.next()).isEmpty();
  }

  @Test
  void those_beyond_the_first_twenty_are_listed_again() {
    for (int i = 0; i < 21; i++) {
      assertThat(probes.holdBack(queue(ONE, i), true)).isTrue();
    }
    for (int i = 0; i < 19; i++) {
      assertThat(probes.attempted(queue(ONE, i), false, true)).isFalse();
    }

    assertThat(probes.attempted(queue(ONE, 19), false, true)).isTrue();
  }

  @Test
  void one_that_another_worker_holds_is_listed_again() {
    assertThat(probes.holdBack(queue(ONE, 1), true)).isTrue();

    assertThat(probes.attempted(queue(ONE, 1), true, true)).isTrue();
  }

  @Test
  void the_others_are_listed_again_once_the_destination_rests_no_more() {
    assertThat(probes.holdBack(queue(ONE, 1), true)).isTrue();
    assertThat(probes.attempted(queue(ONE, 1), false, false)).isFalse();
    assertThat(probes.holdBack(queue(ONE, 1), true)).isTrue();
    assertThat(probes.holdBack(queue(ONE, 2), true)).isTrue();

    assertThat(probes.attempted(queue(ONE, 1), false, false)).isTrue();
    assertThat(probes.next()).isEmpty();
  }
}
