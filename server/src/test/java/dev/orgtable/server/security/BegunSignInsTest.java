package dev.orgtable.server.security;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.server.BrowserSession;
import dev.orgtable.server.OrgtableServer;
import dev.orgtable.server.TestServer;
import dev.orgtable.testkit.TestClock;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The cookies of a sign-in in progress, and attacks on them. */
@Isolated
final class BegunSignInsTest {

  private static final String BEGIN = "/oauth2/authorization/openid";
  private static final String SIGN_IN = "orgtable-sign-in";
  private static final String PAGE = "orgtable-page";

  private static TestServer server;

  @BeforeAll
  static void start() {
    server = TestServer.start();
    server.issuer().signIn().as(TestServer.OPERATOR);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  /** Signs in at the provider and returns the callback URL without opening it. */
  private static String begin(BrowserSession visitor) {
    String provider = location(visitor.get(BEGIN));
    URI back = URI.create(location(new BrowserSession(URI.create("")).get(provider)));
    return back.getRawPath() + "?" + back.getRawQuery();
  }

  private static String location(HttpResponse<String> answer) {
    return answer.headers().firstValue("Location").orElseThrow();
  }

  private static String cookie(BrowserSession visitor, String name) {
    return visitor.cookies().stream()
        .filter(each -> each.getName().equals(name))
        .map(each -> each.getValue())
        .findFirst()
        .orElse("");
  }

  @Test
  void the_browser_cannot_read_what_it_keeps() {
    BrowserSession visitor = new BrowserSession(server.uri());

    String answer = begin(visitor);

    String state = answer.replaceAll(".*state=", "").replaceAll("%3D", "");
    String header = new String(Base64.getUrlDecoder().decode(part(visitor, 0)), UTF_8);
    assertThat(header).contains("A256GCM");
    assertThat(new String(Base64.getUrlDecoder().decode(part(visitor, 3)), UTF_8))
        .doesNotContain(state, "nonce", "code_verifier");
  }

  private static String part(BrowserSession visitor, int number) {
    return cookie(visitor, SIGN_IN).split("\\.", -1)[number];
  }

  @Test
  void an_answer_signs_in_once() {
    BrowserSession visitor = new BrowserSession(server.uri());
    String answer = begin(visitor);

    HttpResponse<String> first = visitor.get(answer);
    HttpResponse<String> again = visitor.get(answer);

    assertThat(location(first)).endsWith("/console");
    assertThat(location(again)).endsWith("?late");
    assertThat(visitor.get("/console/users").statusCode()).isEqualTo(200);
  }

  @Test
  void an_answer_to_what_another_browser_has_begun_signs_nobody_in() {
    BrowserSession attacker = new BrowserSession(server.uri());
    BrowserSession victim = new BrowserSession(server.uri());
    String answer = begin(attacker);
    String own = begin(victim);

    HttpResponse<String> planted = victim.get(answer);

    assertThat(location(planted)).endsWith("?late");
    assertThat(victim.get("/console/users").statusCode()).isEqualTo(302);
    assertThat(location(victim.get(own))).endsWith("/console/users");
  }

  @Test
  void a_cookie_that_was_altered_or_is_of_another_server_or_purpose_counts_as_none() {
    try (OrgtableServer other = server.another(1_000)) {
      BrowserSession elsewhere = new BrowserSession(TestServer.uri(other));
      begin(elsewhere);
      BrowserSession visitor = new BrowserSession(server.uri());
      visitor.get("/console/users?limit=2");
      String answer = begin(visitor);
      String good = cookie(visitor, SIGN_IN);
      String altered = good.substring(0, good.length() - 2) + "AA";

      for (String bad :
          new String[] {
            altered,
            cookie(elsewhere, SIGN_IN),
            cookie(visitor, PAGE),
            "x",
            "....",
            "e30.....",
            "e30.e30.e30.e30.e30",
            "eyJhbGciOiJub25lIn0..AA.AA.AA",
            "a".repeat(5_000)
          }) {
        visitor.plant(SIGN_IN, bad);
        assertThat(location(visitor.get(answer))).as(bad).endsWith("?late");
      }

      visitor.plant(SIGN_IN, good);
      assertThat(location(visitor.get(answer))).endsWith("/console/users?limit=2");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/\\evil.example/x",
        "//evil.example/x",
        "https://evil.example/x",
        "/v1/users",
        "/console/x\r\nSet-Cookie: a=b",
        "http://[x"
      })
  void nobody_else_says_where_a_sign_in_ends(String wanted) {
    for (String name : new String[] {PAGE, "REDIRECT_URI"}) {
      for (String value :
          new String[] {
            Base64.getEncoder().encodeToString(wanted.getBytes(UTF_8)),
            Base64.getUrlEncoder().withoutPadding().encodeToString(wanted.getBytes(UTF_8))
          }) {
        BrowserSession visitor = new BrowserSession(server.uri());
        String link = server.signInLink();
        visitor.get(link);
        visitor.plant(name, value);

        HttpResponse<String> answer =
            visitor.post("/console/sign-in", Map.of("token", link.replaceAll(".*=", "")));

        assertThat(location(answer)).isEqualTo("/console");
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"-1,/console/users?limit=2", "0,/console/sign-in?late"})
  void a_sign_in_that_was_begun_expires_after_fifteen_minutes(long millis, String end) {
    TestClock clock = new TestClock();
    try (OrgtableServer other = server.another(console -> console.withClock(clock))) {
      BrowserSession visitor = new BrowserSession(TestServer.uri(other));
      visitor.get("/console/users?limit=2");
      String answer = begin(visitor);

      clock.advance(Duration.ofMinutes(15).plusMillis(millis));

      assertThat(location(visitor.get(answer))).endsWith(end);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/oauth2/nothing", "/login/oauth2/nothing"})
  void a_sign_in_ends_at_pages_of_the_console_alone(String path) {
    BrowserSession visitor = new BrowserSession(server.uri());
    visitor.get(path);

    HttpResponse<String> answer = visitor.get(begin(visitor));

    assertThat(location(answer)).endsWith("/console");
  }

  @Test
  void the_page_that_somebody_wanted_is_shown_once() {
    BrowserSession visitor = new BrowserSession(server.uri());
    visitor.get("/console/users?limit=2");

    assertThat(location(visitor.get(begin(visitor)))).endsWith("/console/users?limit=2");
    assertThat(location(visitor.get(begin(visitor)))).endsWith("/console");
  }

  @ParameterizedTest
  @CsvSource({"1999,true", "2000,true", "2001,false"})
  void an_address_of_two_thousand_characters_is_the_longest_that_is_kept(int length, boolean kept) {
    BrowserSession visitor = new BrowserSession(server.uri());
    String start = "/console/users?prefix=";

    visitor.get(start + "x".repeat(length - start.length()));

    assertThat(cookie(visitor, PAGE).isEmpty()).isNotEqualTo(kept);
  }

  @Test
  void an_address_too_long_for_a_cookie_is_not_kept() {
    BrowserSession visitor = new BrowserSession(server.uri());

    HttpResponse<String> answer = visitor.get("/console/users?prefix=" + "x".repeat(5_000));

    assertThat(location(answer)).endsWith("/console/sign-in");
    assertThat(cookie(visitor, PAGE)).isEmpty();
  }
}
