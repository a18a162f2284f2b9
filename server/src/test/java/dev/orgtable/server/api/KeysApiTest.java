package dev.orgtable.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.server.Http;
import dev.orgtable.server.Http.Reply;
import dev.orgtable.server.OrgtableServer;
import dev.orgtable.server.TestServer;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** API keys over HTTP. */
final class KeysApiTest extends ApiTest {

  private Reply make(String scopes) {
    return backEnd().post("/v1/keys", "{'name':'Key " + acme + "','scopes':[" + scopes + "]}");
  }

  @Test
  void a_key_is_shown_once_and_works() {
    Reply made = make("'read'");

    assertThat(made.status()).isEqualTo(201);
    assertThat(made.header("Cache-Control")).contains("no-store");
    assertThat(server().with(made.text("key")).get("/v1/users").status()).isEqualTo(200);
    String all = backEnd().get("/v1/keys?limit=200").response().body();
    assertThat(all).contains(made.text("id")).doesNotContain(made.text("key"));
  }

  @Test
  void making_a_key_takes_no_idempotency_key_since_the_secret_is_not_kept() {
    Reply refused =
        backEnd()
            .post("/v1/keys", "{'name':'Key','scopes':['read']}", "Idempotency-Key", "key-" + acme);

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.json().at("/errors/0/field").asString()).isEqualTo("Idempotency-Key");
  }

  @Test
  void a_revoked_key_counts_no_more_from_the_next_request_on_anywhere() {
    Reply made = make("'read'");
    try (OrgtableServer other = server().another(1000)) {
      var there = new Http(TestServer.uri(other), Optional.of(made.text("key")));
      int before = there.get("/v1/users").status();

      int revoked = backEnd().delete(made.header("Location")).status();

      assertThat(List.of(before, revoked)).containsExactly(200, 204);
      assertThat(there.get("/v1/users").status()).isEqualTo(401);
      assertThat(backEnd().delete(made.header("Location")).status()).isEqualTo(204);
    }
  }

  @Test
  void a_key_is_for_something_and_named() {
    assertThat(make("").json().at("/errors/0/field").asString()).isEqualTo("scopes");
    assertThat(make("'everything'").json().at("/errors/0/field").asString()).isEqualTo("scopes");
    assertThat(backEnd().post("/v1/keys", "{'scopes':['read']}").json().at("/errors/0/field"))
        .hasToString("\"name\"");
  }
}
