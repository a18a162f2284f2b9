package dev.orgtable.server.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.EmailAddress;
import dev.orgtable.NewApiKey;
import dev.orgtable.Scope;
import dev.orgtable.server.Http;
import dev.orgtable.server.Http.Reply;
import dev.orgtable.server.OrgtableServer;
import dev.orgtable.server.TestServer;
import dev.orgtable.store.Orgtable;
import dev.orgtable.store.Settings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The rights and the lifetime of API keys. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApiKeysTest {

  private static final Duration SHORTEST = Duration.ofMinutes(1);

  private final TestServer server = TestServer.start();
  private final EmailAddress somebody = server.user("somebody@example.com");

  @AfterAll
  void close() {
    server.close();
  }

  @Test
  void a_key_is_good_until_it_expires() throws InterruptedException {
    Clock before = Clock.offset(Clock.systemUTC(), Duration.ofSeconds(3).minus(SHORTEST));
    NewApiKey key =
        Orgtable.on(server.client(), server.table(), Settings.DEFAULT.withClock(before))
            .apiKeys()
            .create("short", Set.of(Scope.READ), SHORTEST);
    Instant end = key.key().expiresAt().orElseThrow();
    Http caller = server.with(key.secret());

    Reply good = caller.get("/v1/users");
    TimeUnit.MILLISECONDS.sleep(Duration.between(Instant.now(), end).toMillis() + 1);
    Reply late = caller.get("/v1/users");

    assertThat(good.status()).isEqualTo(200);
    assertThat(late.status()).isEqualTo(401);
  }

  @Test
  void a_revoked_key_is_refused_from_the_next_request_on_by_every_server() {
    Http admin = server.key(Scope.ADMIN);
    Reply created = admin.post("/v1/keys", "{'name':'short','scopes':['read']}");
    Http caller = server.with(created.text("key"));
    assertThat(caller.get("/v1/users").status()).isEqualTo(200);

    try (OrgtableServer other = server.another(1_000)) {
      Http elsewhere = new Http(TestServer.uri(other), admin.credential());
      Reply revoked = elsewhere.delete("/v1/keys/" + created.text("id"));

      assertThat(revoked.status()).isEqualTo(204);
    }
    assertThat(caller.get("/v1/users").status()).isEqualTo(401);
  }

  @Test
  void an_administrator_may_revoke_its_own_key() {
    NewApiKey key = server.orgtable().apiKeys().create("own", Set.of(Scope.ADMIN));
    Http admin = server.with(key.secret());

    Reply revoked = admin.delete("/v1/keys/" + key.key().id());

    assertThat(revoked.status()).isEqualTo(204);
    assertThat(admin.get("/v1/keys").status()).isEqualTo(401);
  }

  @Test
  void a_scope_opens_nothing_of_the_others() {
    assertThat(statuses(server.key(Scope.READ))).containsExactly(200, 403, 403, 200);
    assertThat(statuses(server.key(Scope.WRITE))).containsExactly(403, 200, 403, 403);
    assertThat(statuses(server.key(Scope.ADMIN))).containsExactly(403, 403, 200, 403);
    assertThat(statuses(server.key(Scope.READ, Scope.ADMIN))).containsExactly(200, 403, 200, 200);
    assertThat(statuses(server.person(somebody))).containsExactly(403, 200, 403, 403);
    assertThat(statuses(server.anybody())).containsExactly(401, 401, 401, 401);
  }

  private List<Integer> statuses(Http caller) {
    return List.of(
        caller.get("/v1/users").status(),
        caller.put("/v1/users/" + somebody, "{'firstName':'First'}").status(),
        caller.get("/v1/keys").status(),
        caller.get("/metrics").status());
  }

  @Test
  void health_and_the_description_are_for_everybody() {
    for (String path : List.of("/health/live", "/health/ready", "/v1/openapi.json")) {
      assertThat(server.anybody().get(path).status()).as(path).isEqualTo(200);
    }
    assertThat(server.anybody().get("/docs").status()).isLessThan(400);
    assertThat(server.anybody().get("/health/ready").response().body())
        .isEqualTo("{\"status\":\"UP\"}");
  }

  @Test
  void a_bad_credential_is_refused_even_where_none_is_needed() {
    assertThat(server.with("otk_none").get("/v1/openapi.json").status()).isEqualTo(401);
  }
}
