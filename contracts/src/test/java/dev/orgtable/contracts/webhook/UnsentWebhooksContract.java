package dev.orgtable.contracts.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.webhook.WebhookDelivery;
import dev.orgtable.webhook.WebhookDelivery.State;
import dev.orgtable.webhook.WebhookId;
import dev.orgtable.webhook.WebhookOwner;
import dev.orgtable.webhook.WebhookSender;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a worker cannot send is no failure of the endpoint, whose owner sees why. */
final class UnsentWebhooksContract extends WebhookTable {

  private final Requests requests = new Requests();
  private WebhookId id = WebhookId.random();

  @BeforeEach
  void an_event_waits() {
    user(ANN);
    organisation(ACME, ANN);
    id = endpoint(OF_ACME).webhook().id();
    orgtable().organisations().rename(ACME, "Name " + UUID.randomUUID());
  }

  private List<WebhookDelivery> deliveries() {
    return webhooks().deliveries(OF_ACME, id, null, 100).items();
  }

  @Test
  void without_the_key_nothing_is_attempted_nothing_is_lost_and_the_log_says_so() {
    deliver(requests, keys(2));

    assertThat(requests.calls()).isEmpty();
    WebhookDelivery waiting = deliveries().get(0);
    assertThat(waiting.state()).isEqualTo(State.WAITING);
    assertThat(waiting.attempts()).isZero();
    assertThat(waiting.failure())
        .isEqualTo(
            "not sent: the server must have the key that encrypted the secret: replace the secret,"
                + " or ask the operator");
    assertThat(reported)
        .isNotEmpty()
        .allMatch(e -> String.valueOf(e.getMessage()).contains(KEYS.current().id()));
    clock.advance(Duration.ofMinutes(1));
    deliver(requests);
    assertThat(requests.calls()).hasSize(1);
    assertThat(deliveries().get(0).state()).isEqualTo(State.DELIVERED);
    assertThat(deliveries().get(0).attempts()).isEqualTo(1);
  }

  @Test
  void the_operator_sees_which_key_is_missing_for_an_endpoint_of_the_table() {
    WebhookId ofTable = endpoint(WebhookOwner.TABLE).webhook().id();
    orgtable().organisations().rename(ACME, "Name " + UUID.randomUUID());
    deliver(requests, keys(2));

    assertThat(webhooks().deliveries(WebhookOwner.TABLE, ofTable, null, 100).items())
        .first()
        .extracting(WebhookDelivery::failure)
        .isEqualTo(
            "not sent: the server must have the key "
                + KEYS.current().id()
                + ", which encrypted the secret: add it to the key file, or replace the secret");
  }

  @Test
  void what_the_sender_cannot_send_now_is_no_failure_of_the_endpoint() {
    for (int day = 0; day < 8; day++) {
      deliver(
          call -> {
            throw new WebhookSender.NotSent("too many requests at once");
          });
      clock.advance(Duration.ofDays(1));
    }
    assertThat(webhooks().get(OF_ACME, id).isEnabled()).isTrue();
    assertThat(deliveries().get(0).failure()).isEqualTo("not sent: too many requests at once");
    assertThat(deliveries().get(0).attempts()).isZero();
    deliver(requests);

    assertThat(requests.calls()).hasSize(1);
  }
}
