package dev.orgtable.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.EmailAddress;
import dev.orgtable.NewApiKey;
import dev.orgtable.Scope;
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
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Limits of what one caller may do in a time: at, below and above each, by a clock that stands.
 * Wrong credentials and guessed links are counted at all paths.
 */
@Tag("slow")
final class LimitsByClockTest {

  private static final Duration BLINK = Duration.ofMillis(1);
  private static final int A_MINUTE = 60;
  private static final int A_DAY = 20;

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

  private Http with(String credential) {
    return new Http(TestServer.uri(server), Optional.of(credential));
  }

  private Reply wrong() {
    return with("otk_abcdefghijkl_" + UUID.randomUUID()).get("/v1/users");
  }

  private Reply guess() {
    return new Http(TestServer.uri(server), Optional.empty())
        .post("/v1/invitations/reject", "{'token':'oti_" + UUID.randomUUID() + "'}");
  }

  private Reply create(EmailAddress person) {
    return with(first.issuer().token(person)).post("/v1/organisations", "{'name':'Another'}");
  }

  private void give(int credentials) {
    for (int i = 0; i < credentials; i++) {
      assertThat(wrong().status()).as("number %s", i + 1).isEqualTo(401);
    }
  }

  @Test
  void sixty_wrong_credentials_a_minute_are_looked_at() {
    give(A_MINUTE);

    Reply refused = wrong();
    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.header("Retry-After")).isEqualTo("1");
    CLOCK.advance(Duration.ofSeconds(1).minus(BLINK));
    assertThat(wrong().status()).isEqualTo(429);
    CLOCK.advance(BLINK);
    assertThat(wrong().status()).isEqualTo(401);
    assertThat(wrong().status()).isEqualTo(429);
  }

  @ParameterizedTest
  @CsvSource({"-1,200", "0,429"})
  void a_credential_that_was_good_is_looked_at_for_ten_minutes_more(long millis, int status) {
    String key = first.orgtable().apiKeys().create("good", Set.of(Scope.READ)).secret();
    assertThat(with(key).get("/v1/users").status()).isEqualTo(200);
    CLOCK.advance(Duration.ofMinutes(10).plusMillis(millis));
    give(A_MINUTE);

    assertThat(with(key).get("/v1/users").status()).isEqualTo(status);
  }

  @Test
  void a_credential_that_was_good_and_no_longer_is_counts_as_a_wrong_one() {
    NewApiKey key = first.orgtable().apiKeys().create("revoked", Set.of(Scope.READ));
    assertThat(with(key.secret()).get("/v1/users").status()).isEqualTo(200);
    first.orgtable().apiKeys().revoke(key.key().id());
    assertThat(with(key.secret()).get("/v1/users").status()).isEqualTo(401);
    give(A_MINUTE - 1);

    assertThat(with(key.secret()).get("/v1/users").status()).isEqualTo(429);
  }

  @Test
  void sixty_guesses_of_a_token_a_minute_are_looked_at() {
    for (int i = 0; i < A_MINUTE; i++) {
      assertThat(guess().status()).as("number %s", i + 1).isEqualTo(404);
    }

    Reply refused = guess();
    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.header("Retry-After")).isEqualTo("1");
    CLOCK.advance(Duration.ofSeconds(1));
    assertThat(guess().status()).isEqualTo(404);
    assertThat(guess().status()).isEqualTo(429);
  }

  @Test
  void a_person_creates_twenty_organisations_and_another_when_a_twentieth_of_a_day_is_over() {
    EmailAddress ann = first.user("ann@example.com");
    for (int i = 0; i < A_DAY; i++) {
      assertThat(create(ann).status()).as("number %s", i + 1).isEqualTo(201);
    }

    assertThat(create(ann).status()).isEqualTo(429);
    CLOCK.advance(Duration.ofDays(1).dividedBy(A_DAY).minus(BLINK));
    assertThat(create(ann).status()).isEqualTo(429);
    CLOCK.advance(BLINK);
    assertThat(create(ann).status()).isEqualTo(201);
    assertThat(create(ann).status()).isEqualTo(429);
  }

  @Test
  void a_refused_creation_is_not_counted() {
    EmailAddress ghost = EmailAddress.of("ghost@example.com");
    for (int i = 0; i <= A_DAY; i++) {
      assertThat(create(ghost).status()).as("number %s", i + 1).isEqualTo(404);
    }
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
