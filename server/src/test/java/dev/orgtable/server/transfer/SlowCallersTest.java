package dev.orgtable.server.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.Scope;
import dev.orgtable.server.Http;
import dev.orgtable.server.TestServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** However many callers are slow, the others are served. */
@Tag("slow")
@Isolated
final class SlowCallersTest {

  /** More than the server's threads. */
  private static final int MANY = 250;

  private static final int SECONDS_OF_TRICKLE = 60;
  private static final String HOST = " HTTP/1.1\r\nHost: x\r\n";
  private static final String JSON = "Content-Type: application/json\r\n";
  private static final String FORM = "Content-Type: application/x-www-form-urlencoded\r\n";
  private static final String LENGTH = "Content-Length: 1000\r\n\r\n";
  private static final String CHUNKS = "Transfer-Encoding: chunked\r\n\r\n";

  private static TestServer server;

  @BeforeAll
  static void start() {
    server = TestServer.start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  /** The beginning of a slow request, and what follows byte by byte. */
  enum Kind {
    BODY("POST /v1/invitations/accept" + HOST + JSON + LENGTH + "{", " "),
    BODY_WITHOUT_CREDENTIAL("POST /v1/users" + HOST + JSON + LENGTH + "{", " "),
    BODY_NOT_EVEN_BEGUN("PUT /v1/users/a@b.co" + HOST + JSON + LENGTH, ""),
    BODY_OF_A_READ("GET /health/live" + HOST + LENGTH, " "),
    BODY_TO_NOWHERE("POST /nowhere" + HOST + LENGTH, " "),
    BODY_TOO_LARGE("POST /v1/users" + HOST + "Content-Length: 400000\r\n\r\n{", " "),
    BODY_THAT_WAITS("POST /v1/users" + HOST + "Expect: 100-continue\r\n" + JSON + LENGTH, ""),
    TRACE("TRACE /" + HOST + LENGTH, " "),
    TRACE_IN_CHUNKS("TRACE /" + HOST + CHUNKS, "0"),
    FORM_OF_THE_CONSOLE("POST /console/sign-in" + HOST + FORM + LENGTH + "token=", "a"),
    CHUNK("POST /v1/users" + HOST + JSON + CHUNKS + "3e8\r\n{", " "),
    HALF_THE_SIZE_OF_A_CHUNK("POST /v1/users" + HOST + JSON + CHUNKS, "0"),
    END_OF_CHUNKS("POST /v1/users" + HOST + JSON + CHUNKS + "2\r\n{}\r\n0\r\nX: ", "a"),
    HEAD("POST /v1/users" + HOST + "X: ", "a"),
    NOTHING("", ""),
    NOTHING_MORE("GET /health/live" + HOST + "\r\n", ""),
    ANSWERS_NOT_READ(("GET /v1/openapi.json" + HOST + "\r\n").repeat(60), ""),
    FILES_NOT_READ(("GET /docs/swagger-ui-bundle.js" + HOST + "\r\n").repeat(10), ""),
    CHECKS_AT_ONCE(("GET /health/live" + HOST + "\r\n").repeat(1000), "");

    private final String begin;
    private final String more;

    Kind(String begin, String more) {
      this.begin = begin;
      this.more = more;
    }
  }

  @ParameterizedTest
  @EnumSource
  void callers_are_served_while_many_others_are_slow(Kind kind) throws Exception {
    Http key = server.key(Scope.values());
    List<Peer> slow = new ArrayList<>();
    ExecutorService trickle = Executors.newSingleThreadExecutor();
    try {
      for (int i = 0; i < MANY; i++) {
        slow.add(new Peer(server.uri(), kind.more.isEmpty() ? 1024 : 0).send(kind.begin));
      }
      trickle.execute(() -> goOn(slow, kind.more));

      assertThat(status(null, "GET", "/health/live", "")).isEqualTo(200);
      assertThat(status(key, "POST", "/v1/users", newUser())).isEqualTo(201);
      assertThat(status(key, "GET", "/v1/users", "")).isEqualTo(200);
      assertThat(inPieces(key)).startsWith("HTTP/1.1 201");
    } finally {
      trickle.shutdownNow();
      slow.forEach(Peer::close);
      assertThat(trickle.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
    }
  }

  private static void goOn(List<Peer> slow, String more) {
    try {
      for (int i = 0; i < SECONDS_OF_TRICKLE; i++) {
        slow.forEach(each -> each.send(more));
        Thread.sleep(1000);
      }
    } catch (InterruptedException over) {
      Thread.currentThread().interrupt();
    }
  }

  private static String newUser() {
    return "{\"email\":\"u" + UUID.randomUUID() + "@example.com\",\"firstName\":\"Ann\"}";
  }

  /** A client that sends the body after the headers, as many libraries do. */
  private static String inPieces(Http key) {
    String body = newUser();
    String head =
        "POST /v1/users" + HOST + JSON + "Authorization: Bearer " + key.credential().orElseThrow();
    try (Peer peer = new Peer(server.uri())) {
      return peer.send(head + "\r\nContent-Length: " + body.length() + "\r\n\r\n")
          .trickle(body.substring(0, 5), 20)
          .send(body.substring(5))
          .read();
    }
  }

  /** Waits as long as a health check might. */
  private static int status(@Nullable Http key, String method, String path, String body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(server.uri() + path))
            .timeout(Duration.ofSeconds(30))
            .method(method, BodyPublishers.ofString(body));
    if (key != null) {
      request.header("Authorization", "Bearer " + key.credential().orElseThrow());
    }
    if (!body.isEmpty()) {
      request.header("Content-Type", "application/json");
    }
    return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString()).statusCode();
  }
}
