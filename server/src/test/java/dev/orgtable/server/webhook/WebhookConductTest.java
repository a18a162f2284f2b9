package dev.orgtable.server.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.OrganisationId;
import dev.orgtable.event.EventId;
import dev.orgtable.server.Http;
import dev.orgtable.server.Http.Reply;
import dev.orgtable.server.OrgtableServer;
import dev.orgtable.server.TestServer;
import dev.orgtable.server.api.ApiTest;
import dev.orgtable.server.settings.WebhookSettings;
import dev.orgtable.webhook.WebhookId;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What holds for each operation on webhooks. Nobody listens at their URL. */
final class WebhookConductTest extends ApiTest {

  private static final String URL = "{'url':'http://127.0.0.1:9/','types':['service.deleted']}";
  private static final String EVENT = "01981a5e-9c3b-7d50-8f21-6b0c4e9d7a13";

  @BeforeEach
  void ann_owns_acme() {
    annOwnsAcme();
  }

  /** While there is a webhook, operations of other tests on this server cost more. */
  @AfterEach
  void no_webhook_is_left() {
    JsonNode left = backEnd().get(path("/webhooks")).json().get("data");
    left.forEach(webhook -> delete(path("/webhooks/") + webhook.get("id").asString()));
  }

  private List<String> owners() {
    return List.of("/v1/webhooks", path("/webhooks"));
  }

  private static Reply created(String webhooks) {
    Reply created = backEnd().post(webhooks, URL);
    assertThat(created.status()).as("%s", created).isEqualTo(201);
    return created;
  }

  private static String id(Reply created) {
    return created.json().at("/webhook/id").asString();
  }

  private static void delete(String webhook) {
    assertThat(backEnd().delete(webhook).status()).isEqualTo(204);
  }

  @Test
  void a_response_with_a_secret_is_stored_nowhere() {
    for (String owner : owners()) {
      Reply created = created(owner);
      String one = owner + "/" + id(created);

      Reply rotated = backEnd().post(one + "/rotate", "");

      for (Reply reply : List.of(created, rotated)) {
        assertThat(reply.text("secret")).startsWith("whsec_");
        assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
      }
      delete(one);
    }
  }

  @Test
  void each_post_refuses_a_key_of_idempotency() {
    for (String owner : owners()) {
      String one = owner + "/" + id(created(owner));

      for (String post :
          List.of("/rotate", "/test", "/deliveries/replay", "/deliveries/" + EVENT + "/replay")) {
        String body =
            post.startsWith("/deliveries/replay") ? "{'since':'2026-01-01T00:00:00Z'}" : "";
        Reply refused = backEnd().post(one + post, body, "Idempotency-Key", "once");

        assertThat(refused.status()).as(one + post).isEqualTo(400);
        assertThat(refused.json().at("/errors/0/field").asString()).isEqualTo("Idempotency-Key");
      }
      assertThat(backEnd().get(one).json().get("rotatedAt").isNull()).isTrue();
      delete(one);
    }
  }

  @Test
  void a_test_that_has_ended_leaves_room_for_others() {
    String one = path("/webhooks/") + id(created(path("/webhooks")));

    for (int i = 0; i < 25; i++) {
      Reply tested = backEnd().post(one + "/test", "");

      assertThat(tested.status()).as("test %s: %s", i, tested).isEqualTo(200);
      assertThat(tested.json().get("httpStatus").isNull()).isTrue();
      assertThat(tested.text("failure")).isEqualTo("the connection was refused");
    }
  }

  @Test
  void another_url_is_checked_as_the_first_one_is() {
    String one = path("/webhooks/") + id(created(path("/webhooks")));
    WebhookSettings strict = new WebhookSettings(TestServer.WEBHOOKS.keys(), false);
    try (OrgtableServer other = server().another(strict)) {
      Http caller = new Http(TestServer.uri(other), backEnd().credential());

      for (String url : List.of("http://example.com/", "https://10.0.0.1/", "https://localhost/")) {
        Reply refused = caller.patch(one, "{'url':'" + url + "'}");
        assertThat(refused.status()).as(url).isEqualTo(400);
        assertThat(refused.json().at("/errors/0/field").asString()).isEqualTo("url");
      }
      assertThat(caller.patch(one, "{'description':'The URL stays'}").status()).isEqualTo(200);
      assertThat(caller.patch(one, "{'url':'https://example.com/'}").status()).isEqualTo(200);
    }
  }

  @Test
  void a_delivery_without_an_answer_has_no_status() {
    String webhook = id(created(path("/webhooks")));
    EventId event = EventId.of(EventId.of(EVENT).tick(), UUID.randomUUID());
    Deliveries.put(
        server(),
        WebhookId.of(webhook),
        OrganisationId.of(acme),
        event,
        new Deliveries.Result("retried", 1, 0, "the connection was refused"));

    JsonNode delivery =
        backEnd().get(path("/webhooks/" + webhook + "/deliveries")).json().at("/data/0");

    assertThat(delivery.get("event").asString()).isEqualTo(event.value());
    assertThat(delivery.get("httpStatus").isNull()).isTrue();
    assertThat(delivery.get("failure").asString()).isEqualTo("the connection was refused");
  }
}
