package dev.orgtable.contracts.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.orgtable.dynamodb.Item;
import dev.orgtable.event.EventLog;
import dev.orgtable.webhook.WebhookAnswer;
import dev.orgtable.webhook.WebhookDelivery;
import dev.orgtable.webhook.WebhookDelivery.State;
import dev.orgtable.webhook.WebhookId;
import dev.orgtable.webhook.WebhookOwner;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What the list of deliveries says of answers, and of the next attempt. */
final class ListedDeliveriesContract extends WebhookTable {

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);

  private final Requests requests = new Requests();

  @BeforeEach
  void organisations() {
    user(ANN);
    organisation(ACME, ANN);
    organisation(BETA, ANN);
  }

  private List<WebhookDelivery> deliveries(WebhookOwner owner, WebhookId id) {
    return webhooks().deliveries(owner, id, null, 100).items();
  }

  private Instant after(Duration pause) {
    return clock.instant().plus(pause).truncatedTo(ChronoUnit.SECONDS);
  }

  @Test
  void what_was_wrong_with_the_answer_of_an_accepted_delivery_is_noted() {
    WebhookId id = endpoint(OF_ACME).webhook().id();
    String cut = "answered 200, the body was cut after 4096 bytes";
    orgtable().organisations().rename(ACME, "One");
    deliver(call -> new WebhookAnswer(200, Duration.ofMillis(7), null, null, cut));
    orgtable().organisations().rename(ACME, "Two");
    deliver(requests);

    assertThat(deliveries(OF_ACME, id))
        .allSatisfy(
            delivery -> {
              assertThat(delivery.state()).isEqualTo(State.DELIVERED);
              assertThat(delivery.failure()).isNull();
            })
        .extracting(WebhookDelivery::note)
        .containsExactly(null, cut);
  }

  @Test
  void what_waits_says_when_it_is_attempted_next() {
    WebhookId id = endpoint(OF_ACME).webhook().id();
    orgtable().organisations().rename(ACME, "One");
    deliver(requests);
    orgtable().organisations().rename(ACME, "Two");
    deliver(requests.answering(500));

    assertThat(deliveries(OF_ACME, id))
        .extracting(WebhookDelivery::nextAttempt)
        .containsExactly(after(FIRST_PAUSE), null);
    webhooks().disable(OF_ACME, id);
    assertThat(deliveries(OF_ACME, id))
        .extracting(WebhookDelivery::nextAttempt)
        .containsOnlyNulls();
  }

  @Test
  void each_log_has_a_next_attempt_of_its_own() {
    WebhookId id = endpoint(WebhookOwner.TABLE).webhook().id();
    orgtable().organisations().rename(ACME, "One");
    deliver(requests.answering(500));
    Instant ofAcme = after(FIRST_PAUSE);
    clock.advance(Duration.ofSeconds(2));
    orgtable().organisations().rename(BETA, "Two");
    deliver(requests.answering(500));

    assertThat(deliveries(WebhookOwner.TABLE, id))
        .filteredOn(delivery -> delivery.state() == State.WAITING)
        .extracting(WebhookDelivery::log, WebhookDelivery::nextAttempt)
        .contains(
            tuple(new EventLog.OfOrganisation(ACME), ofAcme),
            tuple(new EventLog.OfOrganisation(BETA), after(FIRST_PAUSE)));
  }

  @Test
  void while_a_worker_is_at_it_there_is_no_next_attempt() {
    WebhookId id = endpoint(OF_ACME).webhook().id();
    orgtable().organisations().rename(ACME, "One");
    deliver(requests.answering(500));
    Map<String, AttributeValue> queue =
        allItems().stream()
            .filter(item -> AttributeValue.fromS("deliveryQueue").equals(item.get("typ")))
            .findFirst()
            .orElseThrow();
    String key = Item.of(queue).key().id();
    String until = Long.toString(clock.instant().plusSeconds(30).toEpochMilli());
    set(key, "deliveryQueue", "leaseHolder", AttributeValue.fromS("other"));
    set(key, "deliveryQueue", "leaseUntil", AttributeValue.fromN(until));

    assertThat(deliveries(OF_ACME, id))
        .singleElement()
        .extracting(WebhookDelivery::nextAttempt)
        .isNull();
    put(queue);
  }

  @Test
  void the_next_attempt_costs_one_request_only_if_something_waits() {
    WebhookId id = endpoint(OF_ACME).webhook().id();
    orgtable().organisations().rename(ACME, "One");
    deliver(requests);
    resetCost();
    var none = deliveries(OF_ACME, id);
    int without = cost().requests();
    orgtable().organisations().rename(ACME, "Two");
    deliver(requests.answering(500));
    resetCost();

    var waiting = deliveries(OF_ACME, id);

    assertThat(none).hasSize(1);
    assertThat(waiting).hasSize(2);
    assertThat(cost().requests()).isEqualTo(without + 1);
  }
}
