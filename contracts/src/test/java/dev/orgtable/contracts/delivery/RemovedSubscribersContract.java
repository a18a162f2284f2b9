package dev.orgtable.contracts.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orgtable.OrgtableException.TooLarge;
import dev.orgtable.contracts.InterleavingClient;
import dev.orgtable.contracts.WatchedClient;
import dev.orgtable.event.EventFilter;
import dev.orgtable.event.EventId;
import dev.orgtable.event.EventSettings;
import dev.orgtable.event.EventType;
import dev.orgtable.internal.Subscribers;
import dev.orgtable.internal.delivery.Destination;
import dev.orgtable.internal.delivery.DestinationId;
import dev.orgtable.maintenance.Maintenance;
import dev.orgtable.maintenance.Violation;
import dev.orgtable.maintenance.Violation.Code;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;

/** What is left of a subscriber whose removal was not completed. */
final class RemovedSubscribersContract extends DeliveryTable {

  private static final String PARTITION = "deliveries/subscriber/billing/organisationEvents/acme";
  private static final String REMOVED = "the subscriber was removed";
  private static final DestinationId ID =
      new DestinationId(DestinationId.Kind.SUBSCRIBER, "billing");

  private final Recorder billing = new Recorder("billing");

  @BeforeEach
  final void events_wait_for_a_subscriber_that_was_removed() {
    user(ANN);
    organisation(ACME, ANN);
    subscribe(billing);
    rename(ACME, 2);
    billing.refuse(event -> true);
    deliver(billing);
    clock.advance(Duration.ofMinutes(1));
    deliver(billing);
    assertThatThrownBy(() -> new Subscribers(orgtable().context(), 1).remove(ID))
        .isInstanceOf(TooLarge.class);
    clock.advance(Duration.ofMinutes(3));
  }

  private void subscribeAgain() {
    var unused = new Subscribers(orgtable().context()).add(new Destination(ID, EventFilter.ALL));
  }

  @Test
  void it_is_found_and_removed() {
    assertThat(violations())
        .containsExactlyInAnyOrder(
            new Violation(Code.DELIVERY, PARTITION, "delivery/0000000000000001", REMOVED),
            new Violation(Code.DELIVERY, PARTITION, "deliveryQueue", REMOVED));

    Maintenance.of(on(client())).repair().apply(step -> {});
    assertThat(violations()).isEmpty();
    assertThat(ofType("delivery")).isEmpty();
    assertThat(ofType("deliveryQueue")).isEmpty();
  }

  @Test
  void it_stays_if_the_subscriber_is_added_again_while_it_is_repaired() {
    DynamoDbClient client =
        InterleavingClient.before("transactWriteItems", client(), this::subscribeAgain);
    Maintenance.of(on(client)).repair().apply(step -> {});

    assertThat(ofType("subscriber")).hasSize(1);
    assertThat(ofType("delivery")).hasSize(1);
    assertThat(ofType("deliveryQueue")).hasSize(1);
  }

  @Test
  void who_subscribes_again_does_not_get_it_and_leaves_nothing() {
    subscribeAgain();
    billing.refuse(event -> false);
    subscribe(billing);
    rename(ACME, 1);
    deliver(billing);

    assertThat(billing.acceptedOf(OF_ACME)).isEqualTo(last(OF_ACME, 1));
    assertThat(ofType("delivery")).isEmpty();
    assertThat(ofType("deliveryQueue")).isEmpty();
  }

  @Test
  void who_subscribes_again_and_then_to_other_events_does_not_get_it() {
    subscribeAgain();
    Recorder renamed =
        new Recorder(
            "billing", new EventFilter(Set.of(EventType.ORGANISATION_RENAMED), null, null));
    subscribe(renamed);
    rename(ACME, 1);
    deliver(renamed);

    assertThat(renamed.acceptedOf(OF_ACME)).isEqualTo(last(OF_ACME, 1));
  }

  @Test
  void a_queue_stays_if_the_subscriber_is_added_again_before_it_is_removed() {
    delete(PARTITION, "delivery/0000000000000001");
    AtomicBoolean first = new AtomicBoolean(true);
    DynamoDbClient client =
        WatchedClient.of(
            client(),
            (method, request) -> {
              if (request instanceof GetItemRequest get
                  && get.key().containsValue(AttributeValue.fromS("subscribers"))
                  && first.getAndSet(false)) {
                subscribeAgain();
              }
            });
    Maintenance.of(on(client)).repair().apply(step -> {});

    assertThat(first).isFalse();
    assertThat(ofType("deliveryQueue")).hasSize(1);
  }

  @Test
  void what_waits_for_one_that_is_added_again_while_the_former_is_removed_arrives() {
    subscribe(new Recorder("audit"));
    DynamoDbClient client =
        InterleavingClient.before(
            "transactWriteItems",
            client(),
            () -> {
              subscribeAgain();
              rename(ACME, 1);
              deliver();
            });

    assertThat(on(client).events().unsubscribe("billing")).isFalse();
    clock.advance(Duration.ofHours(1));
    billing.refuse(event -> false);
    deliver(billing);

    assertThat(billing.acceptedOf(OF_ACME)).isEqualTo(last(OF_ACME, 1));
  }

  @Test
  void who_subscribes_again_while_the_record_cannot_be_read_does_not_get_it() {
    subscribeAgain();
    AttributeValue after = value(ofType("subscriber").get(0), "after");
    set("subscribers", "subscriber/billing", "actorKind", AttributeValue.fromS("nobody"));
    clock.advance(Duration.ofDays(1));
    subscribeAgain();
    assertThat(value(ofType("subscriber").get(0), "after")).isEqualTo(after);
    set("subscribers", "subscriber/billing", "after", AttributeValue.fromS("soon"));
    subscribeAgain();

    assertThat(value(ofType("subscriber").get(0), "after").s())
        .isEqualTo(EventId.lastOf(clock.instant().minus(EventSettings.SETTLING)).value());
  }

  @Test
  void it_is_left_for_a_subscriber_of_a_later_version() {
    subscribeAgain();
    set("subscribers", "subscriber/billing", "v", AttributeValue.fromN("99"));
    Maintenance.of(on(client())).repair().apply(step -> {});
    set("subscribers", "subscriber/billing", "v", AttributeValue.fromN("1"));

    assertThat(ofType("delivery")).hasSize(1);
    assertThat(ofType("deliveryQueue")).hasSize(1);
  }

  @Test
  void its_failures_do_not_count_for_the_next_event() {
    assertThat(value(ofType("deliveryQueue").get(0), "attempts").n()).isEqualTo("2");
    subscribeAgain();
    clock.advance(NOTICE);
    rename(ACME, 1);
    deliver(billing);

    assertThat(value(ofType("deliveryQueue").get(0), "attempts").n()).isEqualTo("1");
  }
}
