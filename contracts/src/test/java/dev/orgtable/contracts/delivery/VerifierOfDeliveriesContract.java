package dev.orgtable.contracts.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.event.EventId;
import dev.orgtable.maintenance.Maintenance;
import dev.orgtable.maintenance.Violation;
import dev.orgtable.maintenance.Violation.Code;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Waiting events that nobody would deliver are found, and repaired. */
final class VerifierOfDeliveriesContract extends DeliveryTable {

  private static final String PARTITION = "deliveries/subscriber/billing/organisationEvents/acme";

  private final Recorder billing = new Recorder("billing");

  @BeforeEach
  final void two_events_wait() {
    user(ANN);
    organisation(ACME, ANN);
    subscribe(billing);
    rename(ACME, 2);
    deliver();
  }

  @Override
  protected boolean logsTell() {
    return false;
  }

  private void repair() {
    Maintenance.of(on(client())).repair().apply(step -> {});
  }

  @Test
  void waiting_events_without_a_queue_are_found_and_get_one() {
    delete(PARTITION, "deliveryQueue");
    assertThat(violations())
        .containsExactly(
            new Violation(
                Code.DELIVERY,
                PARTITION,
                "delivery/0000000000000001",
                "no queue has it, so that it is not delivered"));

    repair();
    assertThat(violations()).isEmpty();
    deliver(billing);
    assertThat(billing.acceptedOf(OF_ACME)).isEqualTo(last(OF_ACME, 2));
  }

  @Test
  void a_lost_queue_begins_again_with_the_next_event_behind_those_that_wait() {
    delete(PARTITION, "deliveryQueue");
    rename(ACME, 1);
    deliver();
    deliver(billing);

    assertThat(billing.acceptedOf(OF_ACME)).isEqualTo(last(OF_ACME, 3));
    assertThat(reported).isEmpty();
  }

  @Test
  void a_queue_that_counts_less_than_waits_is_found_and_corrected() {
    set(PARTITION, "deliveryQueue", "added", AttributeValue.fromN("0"));
    assertThat(violations()).extracting(Violation::code).containsExactly(Code.DELIVERY);

    repair();
    assertThat(violations()).isEmpty();
    deliver(billing);
    assertThat(billing.accepted()).hasSize(2);
  }

  @Test
  void a_queue_whose_count_is_damaged_stops_neither_verify_nor_repair() {
    set(PARTITION, "deliveryQueue", "added", AttributeValue.fromS("many"));
    assertThat(violations())
        .extracting(Violation::code)
        .containsExactlyInAnyOrder(Code.DELIVERY, Code.ODD_VALUE);

    repair();
    assertThat(violations()).isEmpty();
    deliver(billing);
    assertThat(billing.accepted()).hasSize(2);
  }

  @Test
  void a_queue_whose_count_is_damaged_is_mended_by_the_next_event() {
    set(PARTITION, "deliveryQueue", "added", AttributeValue.fromS("many"));
    rename(ACME, 1);
    deliver();
    assertThat(violations()).isEmpty();
    deliver(billing);

    assertThat(billing.acceptedOf(OF_ACME)).isEqualTo(last(OF_ACME, 3));
    assertThat(reported).isEmpty();
  }

  @Test
  void waiting_events_that_are_not_in_the_log_are_found_and_removed() {
    List<EventId> two = last(OF_ACME, 2);
    delete("organisationEvents/acme", "organisationEvent/" + two.get(0));
    assertThat(violations()).extracting(Violation::code).containsExactly(Code.DELIVERY);

    repair();
    assertThat(violations()).isEmpty();
    deliver(billing);
    assertThat(billing.acceptedOf(OF_ACME)).containsExactly(two.get(1));
  }

  @Test
  void an_entry_of_the_index_that_is_not_the_event_s_is_found() {
    EventId id = last(OF_ACME, 1).get(0);
    String rng = "organisationEvent/" + id;
    Map<String, AttributeValue> right = item("organisationEvents/acme", rng);
    Map<String, AttributeValue> wrong = new HashMap<>(right);
    wrong.put("dir", AttributeValue.fromS("outbox/9"));
    wrong.put("dirRng", AttributeValue.fromS(id.value()));
    put(wrong);

    assertThat(violations()).extracting(Violation::code).containsExactly(Code.ODD_VALUE);
    put(right);
  }
}
