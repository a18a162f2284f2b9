package dev.orgtable.server.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.orgtable.Scope;
import dev.orgtable.event.EventType;
import dev.orgtable.server.Http;
import dev.orgtable.server.Http.Reply;
import dev.orgtable.server.OrgtableServer;
import dev.orgtable.server.TestServer;
import dev.orgtable.server.settings.WebhookSettings;
import dev.orgtable.store.Settings;
import dev.orgtable.webhook.WebhookDetails;
import dev.orgtable.webhook.WebhookKeys;
import dev.orgtable.webhook.WebhookOwner;
import dev.orgtable.webhook.WebhookUrl;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Webhooks over HTTP: from an endpoint to requests that a verifier of others accepts. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class WebhooksApiTest {

  private static final String ACCEPTED = "HTTP/1.1 204 No Content\r\n\r\n";
  private static final String FAILED = "HTTP/1.1 500 Failed\r\nContent-Length: 0\r\n\r\n";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private TestServer server;
  private OrgtableServer worker;
  private Http backEnd;
  private int organisations;

  @BeforeAll
  void start() {
    server = TestServer.start();
    assumeTrue(server.hasTransactions(), "the engine has no transactions");
    backEnd = server.key(Scope.values());
    takeEffectAtOnce();
    worker = server.another(TestServer.WEBHOOKS);
    server.user("ann@example.com");
  }

  /**
   * The first endpoint of a table takes effect after a minute: here, it was made an hour ago. The
   * worker of a server that starts now knows it at once.
   */
  private void takeEffectAtOnce() {
    Clock past = Clock.offset(Clock.systemUTC(), Duration.ofHours(-1));
    var unused =
        server
            .orgtable(Settings.DEFAULT.withClock(past))
            .webhooks()
            .create(
                WebhookOwner.TABLE,
                new WebhookDetails(
                    WebhookUrl.of("http://127.0.0.1:9/"), "", Set.of(EventType.USER_LIMIT_CHANGED)),
                TestServer.WEBHOOKS.keys().orElseThrow());
  }

  @AfterAll
  void stop() {
    if (worker != null) {
      worker.close();
    }
    server.close();
  }

  private String organisation() {
    String id = "acme-" + organisations++;
    server.organisation(id, dev.orgtable.EmailAddress.of("ann@example.com"));
    return "/v1/organisations/" + id;
  }

  private static String body(RawReceiver receiver) {
    return "{\"url\":\"" + receiver.url() + "\",\"types\":[\"organisation.renamed\"]}";
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    Instant end = Instant.now().plus(PATIENCE);
    while (!condition.getAsBoolean()) {
      assertThat(Instant.now()).isBefore(end);
      Thread.sleep(50);
    }
  }

  private void rename(String organisation, String name) {
    assertThat(backEnd.patch(organisation, "{'name':'" + name + "'}").status()).isEqualTo(200);
  }

  @Test
  void a_change_is_told_with_a_signature_that_a_foreign_verifier_accepts() throws Exception {
    ForeignVerifier.require();
    String acme = organisation();
    try (RawReceiver receiver = RawReceiver.answering(ACCEPTED)) {
      Reply created = backEnd.post(acme + "/webhooks", body(receiver));
      String secret = created.text("secret");

      rename(acme, "Other");
      await(() -> !receiver.requests().isEmpty());

      String request = receiver.requests().get(0);
      assertThat(created.status()).isEqualTo(201);
      assertThat(created.header("Cache-Control")).isEqualTo("no-store");
      assertThat(ForeignVerifier.verify(secret, request)).isEqualTo("organisation.renamed");
      Http ann = server.person(dev.orgtable.EmailAddress.of("ann@example.com"));
      JsonNode event = ann.get(acme + "/events?limit=1").json().at("/data/0");
      JsonNode told =
          new tools.jackson.databind.json.JsonMapper()
              .readTree(request.substring(request.indexOf("\r\n\r\n")));
      assertThat(told.get("data")).isEqualTo(event);
      assertThat(told.get("timestamp")).isEqualTo(event.get("at"));
      assertThat(request).contains("webhook-id: " + event.get("id").asString() + "\r\n");
    }
  }

  @Test
  void two_secrets_verify_after_a_rotation() throws Exception {
    ForeignVerifier.require();
    String acme = organisation();
    try (RawReceiver receiver = RawReceiver.answering(ACCEPTED)) {
      Reply created = backEnd.post(acme + "/webhooks", body(receiver));
      String one = acme + "/webhooks/" + created.json().at("/webhook/id").asString();

      Reply rotated = backEnd.post(one + "/rotate", "");
      Reply tested = backEnd.post(one + "/test", "");

      String request = receiver.requests().get(0);
      assertThat(rotated.text("secret")).isNotEqualTo(created.text("secret"));
      assertThat(ForeignVerifier.verify(created.text("secret"), request)).isEqualTo("webhook.test");
      assertThat(ForeignVerifier.verify(rotated.text("secret"), request)).isEqualTo("webhook.test");
      assertThat(tested.json().get("accepted").asBoolean()).isTrue();
      assertThat(tested.json().get("httpStatus").asInt()).isEqualTo(204);
      assertThat(backEnd.get(one).response().body()).doesNotContain("whsec_");
      assertThat(backEnd.get(one + "/deliveries").json().get("data")).isEmpty();
    }
  }

  @Test
  void a_receiver_that_was_down_gets_all_events_in_order() throws Exception {
    String acme = organisation();
    AtomicBoolean up = new AtomicBoolean();
    try (RawReceiver receiver =
        RawReceiver.start(
            out ->
                out.write(
                    (up.get() ? ACCEPTED : FAILED)
                        .getBytes(java.nio.charset.StandardCharsets.UTF_8)))) {
      String webhook =
          backEnd.post(acme + "/webhooks", body(receiver)).json().at("/webhook/id").asString();
      String deliveries = acme + "/webhooks/" + webhook + "/deliveries";
      for (int i = 0; i < 5; i++) {
        rename(acme, "Name " + i);
      }
      await(() -> backEnd.get(deliveries).response().body().contains("answered 500"));

      up.set(true);
      await(() -> receiver.requests().size() >= 6);

      List<String> names =
          receiver.requests().stream()
              .map(request -> request.replaceAll("(?s).*\"after\":\"(Name \\d)\".*", "$1"))
              .toList();
      assertThat(names.subList(names.size() - 5, names.size()))
          .containsExactly("Name 0", "Name 1", "Name 2", "Name 3", "Name 4");
      assertThat(names.subList(0, names.size() - 5)).containsOnly("Name 0");
      await(() -> !backEnd.get(deliveries).response().body().contains("waiting"));
      JsonNode first = backEnd.get(deliveries).json().at("/data/4");
      assertThat(first.get("attempts").asInt()).isGreaterThanOrEqualTo(2);
      String event = first.get("event").asString();
      int before = receiver.requests().size();
      assertThat(backEnd.post(deliveries + "/" + event + "/replay", "").status()).isEqualTo(204);
      await(() -> receiver.requests().size() > before);
      assertThat(receiver.requests().get(before)).contains("webhook-id: " + event + "\r\n");
    }
  }

  /** The worker may hold the queue still when the first attempt is in the list. */
  @Test
  void a_pause_that_a_receiver_asked_for_ends_by_request() throws Exception {
    String acme = organisation();
    try (RawReceiver receiver =
        RawReceiver.answering(
            "HTTP/1.1 429 Busy\r\nRetry-After: 31536000\r\nContent-Length: 0\r\n\r\n")) {
      String webhook =
          backEnd.post(acme + "/webhooks", body(receiver)).json().at("/webhook/id").asString();
      String deliveries = acme + "/webhooks/" + webhook + "/deliveries";
      rename(acme, "Other");
      await(() -> backEnd.get(deliveries).response().body().contains("\"waiting\""));
      String event = backEnd.get(deliveries).json().at("/data/0/event").asString();

      await(
          () -> {
            backEnd.post(deliveries + "/" + event + "/replay", "");
            return receiver.requests().size() > 1;
          });
      assertThat(receiver.requests().get(1)).contains("webhook-id: " + event + "\r\n");
    }
  }

  @Test
  void a_receiver_that_is_gone_is_disabled() throws Exception {
    String acme = organisation();
    try (RawReceiver receiver =
        RawReceiver.answering("HTTP/1.1 410 Gone\r\nContent-Length: 0\r\n\r\n")) {
      String webhook =
          backEnd.post(acme + "/webhooks", body(receiver)).json().at("/webhook/id").asString();
      String one = acme + "/webhooks/" + webhook;

      rename(acme, "Other");
      await(() -> !backEnd.get(one).json().get("enabled").asBoolean());

      assertThat(backEnd.get(one).text("failure")).contains("answered 410");
      assertThat(backEnd.get(acme + "/events").response().body()).contains("webhook.disabled");
      await(() -> backEnd.get(one + "/deliveries").response().body().contains("\"failed\""));
      assertThat(
              backEnd
                  .post(one + "/deliveries/replay", "{'since':'2026-01-01T00:00:00Z'}")
                  .text("detail"))
          .contains("must be enabled");
      assertThat(backEnd.patch(one, "{'enabled':true}").json().get("enabled").asBoolean()).isTrue();
    }
  }

  private String created(String acme) {
    return backEnd
        .post(acme + "/webhooks", "{'url':'http://127.0.0.1:9/'}")
        .json()
        .at("/webhook/id")
        .asString();
  }

  @Test
  void a_webhook_is_changed_and_disabled_together_or_not_at_all() {
    String acme = organisation();
    String one = acme + "/webhooks/" + created(acme);

    assertThat(backEnd.patch(one, "{'url':'ftp://a.example','enabled':false}").status())
        .isEqualTo(400);
    assertThat(backEnd.get(one).json().get("enabled").asBoolean()).isTrue();
    JsonNode changed = backEnd.patch(one, "{'description':'D','enabled':false}").json();

    assertThat(changed.get("enabled").asBoolean()).isFalse();
    assertThat(changed.get("description").asString()).isEqualTo("D");
    Reply events = backEnd.get(acme + "/events?types=webhook.changed,webhook.disabled");
    assertThat(events.json().get("data")).hasSize(2);
  }

  @Test
  void a_server_without_the_key_of_the_secret_says_so_when_it_is_to_test() {
    String acme = organisation();
    String webhook = created(acme);
    WebhookKeys others = WebhookKeys.of(List.of("BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBE="));
    try (OrgtableServer other = server.another(new WebhookSettings(Optional.of(others), true))) {
      String key = server.orgtable().apiKeys().create("test", Set.of(Scope.values())).secret();
      Http there = new Http(TestServer.uri(other), Optional.of(key));

      Reply refused = there.post(acme + "/webhooks/" + webhook + "/test", "");

      assertThat(refused.status()).isEqualTo(409);
      assertThat(refused.text("code")).isEqualTo("webhooks_off");
      assertThat(refused.text("detail"))
          .isEqualTo(
              "the server must have the key that encrypted the secret: replace the secret, or ask the"
                  + " operator");
    }
  }

  @Test
  void an_owner_manages_webhooks_of_the_organisation() throws Exception {
    String acme = organisation();
    Http ann = server.person(dev.orgtable.EmailAddress.of("ann@example.com"));
    try (RawReceiver receiver = RawReceiver.answering(ACCEPTED)) {

      Reply created = ann.post(acme + "/webhooks", body(receiver));

      assertThat(created.status()).isEqualTo(201);
      assertThat(ann.get(acme + "/webhooks").json().get("data")).hasSize(1);
      assertThat(ann.post("/v1/webhooks", body(receiver)).status()).isEqualTo(403);
    }
  }

  @Test
  void of_the_webhooks_of_an_owner_one_is_tested_at_a_time() throws Exception {
    String acme = organisation();
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    try (RawReceiver receiver =
        RawReceiver.start(
            out -> {
              asked.countDown();
              awaitEnd(end);
              out.write(ACCEPTED.getBytes(java.nio.charset.StandardCharsets.UTF_8));
            })) {
      Reply created = backEnd.post(acme + "/webhooks", body(receiver));
      String test = acme + "/webhooks/" + created.json().at("/webhook/id").asString() + "/test";
      CompletableFuture<Reply> first = CompletableFuture.supplyAsync(() -> backEnd.post(test, ""));
      assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();

      Reply second = backEnd.post(test, "");
      end.countDown();

      assertThat(second.status()).isEqualTo(429);
      assertThat(first.get(20, TimeUnit.SECONDS).status()).isEqualTo(200);
      assertThat(backEnd.post(test, "").status()).isEqualTo(200);
    }
  }

  private static void awaitEnd(CountDownLatch end) throws IOException {
    try {
      assertThat(end.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"1969-12-31T00:00:00Z", "+1000000000-12-31T23:59:59Z", "yesterday"})
  void a_time_out_of_range_is_no_time_to_replay_from(String since) {
    String acme = organisation();
    String webhook =
        backEnd
            .post(acme + "/webhooks", "{'url':'http://127.0.0.1:9/'}")
            .json()
            .at("/webhook/id")
            .asString();

    Reply refused =
        backEnd.post(
            acme + "/webhooks/" + webhook + "/deliveries/replay", "{'since':'" + since + "'}");

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.json().at("/errors/0/field").asString()).isEqualTo("since");
  }

  @Test
  void a_key_of_idempotency_is_refused() throws IOException {
    String acme = organisation();

    Reply refused =
        backEnd.post(
            acme + "/webhooks", "{'url':'http://127.0.0.1:9/'}", "Idempotency-Key", "once");

    assertThat(refused.status()).isEqualTo(400);
    assertThat(backEnd.get(acme + "/webhooks").json().get("data")).isEmpty();
  }

  @Test
  void without_a_key_file_webhooks_are_off() {
    String acme = organisation();
    try (OrgtableServer other = server.another(WebhookSettings.OFF)) {
      Http caller = new Http(TestServer.uri(other), backEnd.credential());

      Reply refused = caller.post(acme + "/webhooks", "{'url':'https://example.com/'}");

      assertThat(refused.status()).isEqualTo(409);
      assertThat(refused.text("code")).isEqualTo("webhooks_off");
      assertThat(refused.text("detail")).contains("--webhook-key-file");
      assertThat(caller.get(acme + "/webhooks").status()).isEqualTo(200);
    }
  }

  @Test
  void plain_http_needs_the_setting() {
    String acme = organisation();
    WebhookSettings strict = new WebhookSettings(TestServer.WEBHOOKS.keys(), false);
    try (OrgtableServer other = server.another(strict)) {
      Http caller = new Http(TestServer.uri(other), backEnd.credential());

      for (String url : List.of("http://example.com/", "https://localhost/", "https://[::1]/")) {
        Reply refused = caller.post(acme + "/webhooks", "{'url':'" + url + "'}");
        assertThat(refused.status()).as(url).isEqualTo(400);
        assertThat(refused.json().at("/errors/0/field").asString()).isEqualTo("url");
      }
      assertThat(urlRefusal(caller, acme)).isEqualTo("url must begin with https://");
    }
    assertThat(urlRefusal(backEnd, acme)).isEqualTo("url must begin with https:// or http://");
  }

  private static String urlRefusal(Http caller, String acme) {
    return caller.post(acme + "/webhooks", "{'url':'ftp://a.example/'}").text("detail");
  }
}
