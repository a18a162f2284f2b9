package dev.orgtable.server.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.RSAKey;
import dev.orgtable.EmailAddress;
import dev.orgtable.server.Http;
import dev.orgtable.server.Http.Reply;
import dev.orgtable.server.Issuer;
import dev.orgtable.server.OrgtableServer;
import dev.orgtable.server.TestServer;
import dev.orgtable.server.settings.ServerSettings.Tokens;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Which persons' tokens are accepted. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TokensTest {

  /** Fewer than the invalid credentials allowed per address and minute. */
  private static final int TRIED = 50;

  private static final String MAX = "/v1/users/max%40example.com";

  private final TestServer server = TestServer.start();
  private final Issuer issuer = server.issuer();
  private final EmailAddress max = server.user("max@example.com");

  @AfterAll
  void close() {
    server.close();
  }

  @Test
  void a_good_token_is_taken() {
    Map<String, String> good = new GoodTokens(issuer, max).all();

    List<String> wrong = new ArrayList<>();
    good.forEach(
        (name, token) -> {
          Reply reply = server.with(token).get(MAX);
          if (reply.status() != 200 || !reply.text("email").equals("max@example.com")) {
            wrong.add(name + ": " + reply);
          }
        });

    assertThat(wrong).isEmpty();
  }

  @Test
  void a_bad_token_is_refused() {
    try (Issuer attacker = Issuer.start()) {
      List<Map.Entry<String, String>> bad =
          List.copyOf(new BadTokens(issuer, attacker, max).all().entrySet());

      List<String> wrong = new ArrayList<>();
      for (int from = 0; from < bad.size(); from += TRIED) {
        try (OrgtableServer fresh = server.another(1_000_000)) {
          bad.subList(from, Math.min(from + TRIED, bad.size()))
              .forEach(each -> wrong.addAll(unlessRefused(fresh, each.getKey(), each.getValue())));
        }
      }

      assertThat(wrong).isEmpty();
      assertThat(attacker.asked()).as("requests to the attacker").isZero();
    }
  }

  @Test
  void no_token_is_taken_where_no_issuer_is_set() {
    try (OrgtableServer without = server.another(Optional.empty(), 1_000_000)) {
      assertThat(unlessRefused(without, "good", issuer.token(max))).isEmpty();
    }
  }

  @Test
  void a_token_of_a_new_key_is_taken_as_soon_as_the_key_is_published() {
    try (Issuer rotating = Issuer.start();
        OrgtableServer other = server.another(Optional.of(rotating.tokens()), 1_000_000)) {
      RSAKey next = Issuer.newKey("two");
      String token =
          Issuer.sign(rotating.header().keyID("two").build(), rotating.claims(max).build(), next);
      assertThat(get(other, rotating.token(max)).status()).isEqualTo(200);
      assertThat(get(other, token).status()).isEqualTo(401);

      rotating.publish(rotating.key(), next);

      assertThat(settled(other, token).status()).isEqualTo(200);
    }
  }

  @Test
  void no_person_is_let_in_or_refused_for_good_while_the_keys_cannot_be_read() {
    for (boolean discovered : List.of(false, true)) {
      try (Issuer failing = Issuer.start();
          OrgtableServer other = server.another(Optional.of(tokens(failing, discovered)), 1_000)) {
        failing.setDown(true);

        Reply reply = get(other, failing.token(max));

        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.text("code")).isEqualTo("provider_unavailable");
        assertThat(reply.header("Retry-After")).isNotEmpty();
        failing.setDown(false);
        assertThat(get(other, failing.token(max)).status()).isEqualTo(200);
        assertThat(unlessRefused(other, "expired", expired(failing))).isEmpty();
      }
    }
  }

  @Test
  void an_issuer_that_never_answers_is_not_waited_for() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      URI keys = URI.create("http://127.0.0.1:" + silent.getLocalPort());
      Tokens tokens = new Tokens(issuer.name(), Issuer.AUDIENCE, Optional.of(keys));
      try (OrgtableServer other = server.another(Optional.of(tokens), 1_000)) {
        Reply reply = get(other, issuer.token(max));

        assertThat(reply.status()).isEqualTo(503);
      }
    }
  }

  private static Tokens tokens(Issuer issuer, boolean discovered) {
    return discovered ? issuer.tokensByDiscovery() : issuer.tokens();
  }

  private String expired(Issuer of) {
    return new BadTokens(of, of, max).expired();
  }

  @Test
  void a_token_larger_than_a_header_may_be_is_no_request() {
    Reply reply = server.with(issuer.token(max) + "x".repeat(100_000)).get(MAX);

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.text("code")).isEqualTo("invalid_request");
  }

  @Test
  void a_token_is_read_from_the_header_alone() {
    String token = issuer.token(max);

    Reply query = server.anybody().get(MAX + "?access_token=" + token);
    Reply form =
        server
            .anybody()
            .send(
                "POST",
                "/v1/organisations",
                "access_token=" + token,
                "Content-Type",
                "application/x-www-form-urlencoded");

    assertThat(query.status()).isEqualTo(401);
    assertThat(form.status()).isEqualTo(401);
  }

  private Reply get(OrgtableServer from, String token) {
    URI uri = TestServer.uri(from);
    return new Http(uri, Optional.of(token)).get(MAX);
  }

  /**
   * Repeats the request during the time in which the server does not ask the issuer for keys again.
   */
  private Reply settled(OrgtableServer from, String token) {
    Reply reply = get(from, token);
    for (int again = 0; reply.status() == 503 && again < 60; again++) {
      pause();
      reply = get(from, token);
    }
    return reply;
  }

  private static void pause() {
    try {
      Thread.sleep(500);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private List<String> unlessRefused(OrgtableServer from, String name, String token) {
    Reply reply = settled(from, token);
    boolean refused =
        reply.status() == 401
            && reply
                .header("WWW-Authenticate")
                .startsWith("Bearer error=\"invalid_token\", error_description=\"")
            && reply.header("Content-Type").equals("application/problem+json")
            && reply.text("code").equals("unauthenticated");
    return refused ? List.of() : List.of(name + ": " + reply);
  }
}
