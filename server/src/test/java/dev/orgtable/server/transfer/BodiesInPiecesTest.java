package dev.orgtable.server.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.Scope;
import dev.orgtable.server.BrowserSession;
import dev.orgtable.server.Http;
import dev.orgtable.server.OrgtableServer;
import dev.orgtable.server.TestServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A body that arrives in pieces is equal to the body sent at once, or is refused. */
@Tag("slow")
@Isolated
final class BodiesInPiecesTest {

  private static final int PAUSE = 20;

  private static TestServer server;
  private static Http key;

  @BeforeAll
  static void start() {
    server = TestServer.start();
    key = server.key(Scope.values());
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static String head(String line, String... more) {
    return line
        + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
        + key.credential().orElseThrow()
        + "\r\nContent-Type: application/json\r\n"
        + String.join("", more);
  }

  private static String length(int bytes) {
    return "Content-Length: " + bytes + "\r\n\r\n";
  }

  private static Peer peer() {
    return new Peer(server.uri());
  }

  @Test
  void a_body_in_pieces_is_read_whole() {
    String body = "{\"firstName\":\"Piece\"}";

    try (Peer peer = peer()) {
      String answer =
          peer.send(head("PUT /v1/users/piece@example.com", length(body.length())))
              .trickle(body, PAUSE)
              .read();

      assertThat(answer).startsWith("HTTP/1.1 201");
      assertThat(answer).contains("Orgtable-Cost: requests=", "RateLimit: ", "\"Piece\"");
    }
  }

  @Test
  void a_body_in_chunks_in_pieces_is_read_whole_and_the_connection_goes_on() {
    String chunks = "d\r\n{\"firstName\":\r\n8\r\n\"Chunk\"}\r\n0\r\n\r\n";
    String head = head("PUT /v1/users/chunk@example.com", "Transfer-Encoding: chunked\r\n\r\n");

    try (Peer peer = peer()) {
      String first = peer.send(head).trickle(chunks, PAUSE).read();
      String second = peer.send(head + chunks).read();

      assertThat(first).startsWith("HTTP/1.1 201");
      assertThat(second).startsWith("HTTP/1.1 200");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/users/a;b@example.com",
        "/v1/users/ann%2F..%2Fbob@example.com",
        "/v1/organisations/none/services/a%2Fb",
        "/v1/organisations/none/services/a%5Cb%3Fc",
        "/v1/organisations/none/services/%2e%2e",
        "/v1//users/ann@example.com",
        "/v1/users/a%00@example.com",
        "/v1/users/ü@example.com",
        "/v1/users/two@example.com?firstName=x",
        "/console/users",
        "/health/live",
        "/nowhere",
        "/"
      })
  void it_goes_to_the_same_place(String target) {
    String body = "{\"name\":\"x\"}";
    String head = head("PUT " + target, "Connection: close\r\n", length(body.length()));

    try (Peer one = peer();
        Peer two = peer()) {
      String whole = one.send(head + body).readAll();
      String pieces = two.send(head).trickle(body, PAUSE).readAll();

      assertThat(fixed(pieces)).isEqualTo(fixed(whole));
    }
  }

  /** Removes the parts that differ between responses. */
  private static String fixed(String answer) {
    return answer.replaceAll("(RateLimit|Date|Set-Cookie): .*", "");
  }

  @Test
  void a_form_in_pieces_is_read_whole() {
    String link = server.signInLink();
    BrowserSession visitor = new BrowserSession(server.uri());
    String page = visitor.get(link).body();
    String form =
        "token="
            + link.replaceAll(".*=", "")
            + "&_csrf="
            + page.replaceAll("(?s).*name=\"_csrf\" value=\"([^\"]+)\".*", "$1");
    String cookies =
        String.join(
            "; ", visitor.cookies().stream().map(c -> c.getName() + "=" + c.getValue()).toList());

    try (Peer peer = peer()) {
      String answer =
          peer.send(
                  "POST /console/sign-in HTTP/1.1\r\nHost: x\r\nCookie: "
                      + cookies
                      + "\r\n"
                      + "Content-Type: application/x-www-form-urlencoded\r\n"
                      + "Connection: close\r\n"
                      + length(form.length()))
              .trickle(form, 1)
              .read();

      assertThat(answer).contains("HTTP/1.1 302", "/console\r\n");
    }
  }

  @ParameterizedTest
  @CsvSource({"327680,400", "327681,413"})
  void a_body_in_chunks_is_as_large_as_any_other_may_be(int bytes, int status) {
    String body = "{\"email\":\"" + "a".repeat(bytes - 12) + "\"}";

    try (Peer peer = peer()) {
      String answer =
          peer.send(head("POST /v1/users", "Transfer-Encoding: chunked\r\n\r\n"))
              .send(Integer.toHexString(bytes) + "\r\n" + body + "\r\n0\r\n\r\n")
              .read();

      assertThat(answer).startsWith("HTTP/1.1 " + status);
    }
  }

  @Test
  void a_body_that_takes_too_long_is_refused_whole_and_in_one_piece() {
    try (Peer peer = peer()) {
      boolean answered =
          peer.send(head("PUT /v1/users/late@example.com", length(1000)))
              .isAnsweredWhileSending("{" + " ".repeat(59), 500);

      String answer = peer.read();
      assertThat(answered).as("before 60 of 1000 bytes were sent").isTrue();
      assertThat(answer).startsWith("HTTP/1.1 408").contains("\"request_timeout\"");
      assertThat(answer).contains("Connection: close", "Orgtable-Cost: requests=0");
    }
  }

  /** Simulates a step of the wall clock, which the container's own timeouts use. */
  @Test
  void a_body_of_which_no_more_comes_is_refused_as_late() {
    try (OrgtableServer hasty =
            server.another(1_000, Map.of("server.tomcat.connection-timeout", "1s"));
        Peer peer = new Peer(TestServer.uri(hasty))) {
      String answer = peer.send(head("PUT /v1/users/late@example.com", length(20)) + "{").read();

      assertThat(answer).startsWith("HTTP/1.1 408").contains("\"request_timeout\"");
    }
  }

  @Test
  void the_oldest_of_many_unfinished_requests_of_an_address_gives_way() {
    List<Peer> peers = new ArrayList<>();
    String head = head("PUT /v1/users/one@example.com", length(17));
    try {
      for (int i = 0; i < 101; i++) {
        peers.add(peer().send(head).trickle("{", PAUSE));
      }

      String oldest = peers.get(0).read();
      String newest = peers.get(100).send("\"firstName\":\"x\"}").read();

      assertThat(oldest).startsWith("HTTP/1.1 429").contains("Retry-After: 1");
      assertThat(newest).startsWith("HTTP/1.1 201");
    } finally {
      peers.forEach(Peer::close);
    }
  }

  @Test
  void a_caller_that_has_gone_leaves_nothing_behind() {
    for (int i = 0; i < 300; i++) {
      try (Peer peer = peer()) {
        peer.send(head("PUT /v1/users/gone@example.com", length(50)) + "{");
      }
    }

    assertThat(key.get("/v1/users/gone@example.com").status()).isEqualTo(404);
  }

  @Test
  void a_caller_that_waits_to_be_asked_for_the_body_is_asked() {
    String body = "{\"firstName\":\"Asked\"}";
    try (Peer peer = peer()) {
      peer.send(
          head(
              "PUT /v1/users/asked@example.com",
              "Expect: 100-continue\r\n",
              length(body.length())));
      String answer = peer.trickle(body, PAUSE).read();

      assertThat(answer).startsWith("HTTP/1.1 100").contains("HTTP/1.1 201");
    }
  }

  @Test
  void a_large_answer_is_whole() {
    var answer = server.anybody().get("/v1/openapi.json");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().at("/paths").size()).isGreaterThan(10);
  }
}
