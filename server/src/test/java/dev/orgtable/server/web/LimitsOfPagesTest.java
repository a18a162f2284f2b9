package dev.orgtable.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.server.BrowserSession;
import dev.orgtable.server.Http;
import dev.orgtable.server.Http.Reply;
import dev.orgtable.server.OrgtableServer;
import dev.orgtable.server.TestServer;
import dev.orgtable.testkit.TestClock;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Wrong credentials and guessed links are counted at all paths, by a clock that stands. */
@Tag("slow")
final class LimitsOfPagesTest {

  private static final TestClock CLOCK = new TestClock();

  private static TestServer first;
  private static OrgtableServer server;

  @BeforeAll
  static void start() {
    first = TestServer.start();
    server = first.another(console -> console.withClock(CLOCK));
  }

  @AfterAll
  static void stop() {
    server.close();
    first.close();
  }

  /** So that nothing that an earlier test has used up is missing. */
  @BeforeEach
  void waitTwoDays() {
    CLOCK.advance(Duration.ofDays(2));
  }

  private static Reply get(OrgtableServer on, String path, String authorization) {
    URI page = URI.create(TestServer.uri(on) + path);
    return Http.send(HttpRequest.newBuilder(page).header("Authorization", authorization).build());
  }

  /** Returns how many of 100 requests, each with another credential, are refused unread. */
  private static long refused(String path, String credential) {
    return IntStream.range(0, 100)
        .map(i -> get(server, path, credential + i).status())
        .filter(status -> status == 429)
        .count();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/users", "/docs", "/%761/users", "/health/live"})
  void wrong_credentials_are_counted_wherever_they_are_looked_at(String path) {
    assertThat(refused(path, "Bearer otk_wrong")).isPositive();
    BrowserSession anybody = new BrowserSession(TestServer.uri(server));
    assertThat(anybody.get("/health/live").statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "Basic", "Bearer"})
  void a_credential_that_no_page_looks_at_lets_nobody_try_more_links(String scheme) {
    assertThat(refused("/invitation?token=a", scheme + " other")).isPositive();
  }

  @Test
  void a_caller_that_tries_many_links_must_wait() {
    BrowserSession guesser = new BrowserSession(TestServer.uri(server));
    HttpResponse<String> answer = guesser.get("/invitation?token=oti_a.b");

    for (int i = 0; i < 200 && answer.statusCode() == 404; i++) {
      answer = guesser.get("/invitation?token=oti_a." + i);
    }

    assertThat(answer.statusCode()).isEqualTo(429);
    assertThat(answer.headers().firstValue("Retry-After")).isPresent();
  }

  @Test
  void a_credential_that_no_page_looks_at_is_not_counted_by_itself() {
    try (OrgtableServer strict = first.another(3)) {
      String one = get(strict, "/console/sign-in", "Bearer a").header("RateLimit");
      String two = get(strict, "/console/sign-in", "Bearer b").header("RateLimit");

      assertThat(one).startsWith("\"default\";r=2;");
      assertThat(two).startsWith("\"default\";r=1;");
    }
  }
}
