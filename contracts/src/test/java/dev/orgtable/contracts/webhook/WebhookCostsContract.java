package dev.orgtable.contracts.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.contracts.ReportedCosts;
import dev.orgtable.event.EventId;
import dev.orgtable.webhook.WebhookId;
import dev.orgtable.webhook.WebhookOwner;
import dev.orgtable.webhook.WebhookUrl;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the operations on endpoints cost, as in docs/costs.md. */
final class WebhookCostsContract extends WebhookTable {

  private final List<String> costs = new ArrayList<>();

  @BeforeEach
  void acme() {
    user(ANN);
    organisation(ACME, ANN);
  }

  private void costs(String what, Runnable operation) {
    resetCost();
    operation.run();
    costs.add(ReportedCosts.line(what, cost()));
  }

  @Test
  void of_an_endpoint() {
    costs("create", () -> webhooks().create(OF_ACME, details("https://a.example"), KEYS));
    costs(
        "create, of the table",
        () -> webhooks().create(WebhookOwner.TABLE, details("https://a.example"), KEYS));
    WebhookId id = webhooks().list(OF_ACME).get(0).id();
    costs("list", () -> webhooks().list(OF_ACME));
    costs("list, of the table", () -> webhooks().list(WebhookOwner.TABLE));
    costs("get", () -> webhooks().get(OF_ACME, id));
    costs("change", () -> webhooks().change(OF_ACME, id, it -> it.withDescription("Other")));
    costs("deliveries", () -> webhooks().deliveries(OF_ACME, id, null, 10));
    costs("delete", () -> webhooks().delete(OF_ACME, id));

    assertThat(costs)
        .isEqualTo(
            ReportedCosts.of(
                "create: 5 requests, 4 R, 8 W",
                "create, of the table: 3 requests, 2 R, 6 W",
                "list: 2 requests, 2 R, 0 W",
                "list, of the table: 1 requests, 1 R, 0 W",
                "get: 1 requests, 2 R, 0 W",
                "change: 2 requests, 2 R, 4 W",
                "deliveries: 2 requests, 3 R, 0 W",
                "delete: 2 requests, 2 R, 6 W"));
  }

  @Test
  void of_what_is_delivered_again() {
    WebhookId id = endpoint(OF_ACME).webhook().id();
    Instant begin = clock.instant();
    Requests requests = new Requests();
    for (int i = 0; i < 25; i++) {
      orgtable().organisations().rename(ACME, "Name " + i);
    }
    deliver(requests.answering(410));
    clock.advance(NOTICE);
    deliver(requests);
    webhooks().enable(OF_ACME, id);
    EventId event = webhooks().deliveries(OF_ACME, id, null, 1).items().get(0).event();

    costs("replay", () -> webhooks().replay(OF_ACME, id, event));
    costs("replay again", () -> webhooks().replay(OF_ACME, id, event));
    costs("replay 24", () -> webhooks().replayFailed(OF_ACME, id, begin));

    assertThat(costs)
        .isEqualTo(
            ReportedCosts.of(
                "replay: 6 requests, 6 R, 7 W",
                "replay again: 3 requests, 4 R, 0 W",
                "replay 24: 7 requests, 54 R, 52 W"));
  }

  @Test
  void of_the_end_of_a_pause() {
    WebhookId id = endpoint(OF_ACME).webhook().id();
    Instant begin = clock.instant();
    Requests requests = new Requests();
    orgtable().organisations().rename(ACME, "Other");
    deliver(requests.answering(500));
    EventId event = requests.ids().get(0);

    costs("replay", () -> webhooks().replay(OF_ACME, id, event));
    pause(requests);
    costs("replay all", () -> webhooks().replayFailed(OF_ACME, id, begin));
    pause(requests);
    costs("test", () -> webhooks().test(OF_ACME, id, KEYS, new Requests()));
    costs("test again", () -> webhooks().test(OF_ACME, id, KEYS, new Requests()));
    pause(requests);
    costs(
        "change the URL",
        () ->
            webhooks().change(OF_ACME, id, it -> it.withUrl(WebhookUrl.of("https://b.example/"))));

    assertThat(costs)
        .isEqualTo(
            ReportedCosts.of(
                "replay: 4 requests, 4 R, 3 W",
                "replay all: 5 requests, 5 R, 3 W",
                "test: 3 requests, 3 R, 3 W",
                "test again: 2 requests, 3 R, 0 W",
                "change the URL: 3 requests, 3 R, 9 W"));
  }

  private void pause(Requests requests) {
    clock.advance(NOTICE);
    deliver(requests.answering(500));
  }
}
