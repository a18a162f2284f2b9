package dev.orgtable.server.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jwt.JWTClaimsSet;
import dev.orgtable.EmailAddress;
import dev.orgtable.server.BrowserSession;
import dev.orgtable.server.Http;
import dev.orgtable.server.Issuer;
import dev.orgtable.server.OrgtableServer;
import dev.orgtable.server.TestServer;
import dev.orgtable.testkit.TestClock;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The end of sessions, one-time links and sign-ins in progress. */
@Tag("slow")
final class SignInEndsTest {

  private static final Duration BLINK = Duration.ofMillis(1);
  private static final String BACK_CHANNEL = "/logout/connect/back-channel/openid";
  private static final EmailAddress ANN = EmailAddress.of("ann@example.com");

  /** What is wrong with a logout token: a claim, its type, its key, or that there is none. */
  private static final List<String> WRONG =
      List.of(
          "iss", "aud", "iat", "jti", "events", "sub", "nonce", "exp", "typ", "key", "none",
          "event");

  private static TestServer first;

  private final TestClock clock = new TestClock();
  private OrgtableServer server;

  @BeforeAll
  static void start() {
    first = TestServer.start();
  }

  @AfterAll
  static void stop() {
    first.close();
  }

  @BeforeEach
  void startAtClock() {
    server = first.another(console -> console.withClock(clock));
  }

  @AfterEach
  void stopAtClock() {
    server.close();
  }

  private BrowserSession visitor() {
    return new BrowserSession(TestServer.uri(server));
  }

  private BrowserSession byProvider() {
    first.issuer().signIn().as(ANN);
    return visitor().signIn();
  }

  private static int use(BrowserSession visitor, String link) {
    visitor.get(link);
    String token = link.substring(link.indexOf('=') + 1);
    return visitor.post("/console/sign-in", Map.of("token", token)).statusCode();
  }

  private BrowserSession byLink() {
    BrowserSession visitor = visitor();
    assertThat(use(visitor, server.signInLink().orElseThrow())).isEqualTo(302);
    return visitor;
  }

  private static boolean isIn(BrowserSession visitor, String page) {
    return visitor.get(page).statusCode() == 200;
  }

  @Test
  void a_session_ends_twelve_hours_after_it_began_however_it_was_used() {
    BrowserSession person = byProvider();
    BrowserSession operator = byLink();

    for (int i = 0; i < 48; i++) {
      assertThat(isIn(person, "/console/me")).isTrue();
      assertThat(isIn(operator, "/console/users")).isTrue();
      clock.advance(Duration.ofMinutes(15).minus(i == 47 ? BLINK : Duration.ZERO));
    }

    assertThat(isIn(person, "/console/me")).isTrue();
    assertThat(isIn(operator, "/console/users")).isTrue();
    clock.advance(BLINK);
    assertThat(isIn(person, "/console/me")).isFalse();
    assertThat(isIn(operator, "/console/users")).isFalse();
  }

  @Test
  void a_session_ends_half_an_hour_after_the_last_request() {
    BrowserSession person = byProvider();

    clock.advance(Duration.ofMinutes(30).minus(BLINK));
    assertThat(isIn(person, "/console/me")).isTrue();
    clock.advance(Duration.ofMinutes(30).minus(BLINK));
    assertThat(isIn(person, "/console/me")).isTrue();
    clock.advance(Duration.ofMinutes(30));

    assertThat(isIn(person, "/console/me")).isFalse();
  }

  @Test
  void a_one_time_link_is_good_for_less_than_ten_minutes() {
    String link = server.signInLink().orElseThrow();
    clock.advance(Duration.ofMinutes(10).minus(BLINK));
    assertThat(use(visitor(), link)).isEqualTo(302);

    String another = server.signInLink().orElseThrow();
    clock.advance(Duration.ofMinutes(10));
    assertThat(use(visitor(), another)).isEqualTo(403);
  }

  @Test
  void a_link_used_in_a_session_that_exists_gives_it_another_id_and_leaves_nothing_in_it() {
    BrowserSession visitor = byProvider();
    String before = session(visitor);

    assertThat(use(visitor, server.signInLink().orElseThrow())).isEqualTo(302);

    assertThat(session(visitor)).isNotEqualTo(before);
    assertThat(isIn(visitor, "/console/users")).isTrue();
    BrowserSession fixed = visitor();
    fixed.plant("orgtable", before);
    assertThat(isIn(fixed, "/console/users")).isFalse();
  }

  private static String session(BrowserSession visitor) {
    return visitor.cookies().stream()
        .filter(cookie -> cookie.getName().equals("orgtable"))
        .map(HttpCookie::getValue)
        .collect(Collectors.joining());
  }

  @Test
  void a_logout_at_the_provider_ends_the_sessions_in_every_browser() {
    BrowserSession one = byProvider();
    BrowserSession two = byProvider();
    first.issuer().signIn().as(EmailAddress.of("bob@example.com"));
    BrowserSession other = visitor().signIn();
    BrowserSession operator = byLink();

    assertThat(backChannel(logoutToken(Map.of()))).isEqualTo(200);

    assertThat(isIn(one, "/console/me")).isFalse();
    assertThat(isIn(two, "/console/me")).isFalse();
    assertThat(isIn(other, "/console/me")).isTrue();
    assertThat(isIn(operator, "/console/users")).isTrue();
  }

  @Test
  void a_logout_token_with_one_thing_wrong_ends_nothing() {
    BrowserSession ann = byProvider();

    for (String wrong : WRONG) {
      assertThat(backChannelWith(wrong)).as(wrong).isEqualTo(400);
      assertThat(isIn(ann, "/console/me")).as(wrong).isTrue();
    }
  }

  /** Sends a logout token with one thing wrong, and returns the status. */
  private int backChannelWith(String wrong) {
    Map<String, Object> other = new LinkedHashMap<>();
    other.put(
        wrong.equals("event") ? "events" : wrong,
        switch (wrong) {
          case "iss" -> "https://other.example";
          case "aud" -> "other";
          case "events" -> Map.of("http://schemas.openid.net/event/other", Map.of());
          case "event" -> Map.of("http://schemas.openid.net/event/backchannel-logout", "now");
          case "nonce" -> "n";
          case "exp" -> Date.from(Instant.EPOCH);
          default -> null;
        });

    return wrong.equals("none") ? backChannel("") : backChannel(logoutToken(other));
  }

  @Test
  void a_logout_token_that_is_sent_again_does_not_end_what_began_after_it() {
    String token = logoutToken(Map.of("iat", Date.from(Instant.now().minusSeconds(10))));

    BrowserSession later = byProvider();

    assertThat(backChannel(token)).isEqualTo(200);
    assertThat(isIn(later, "/console/me")).isTrue();
    assertThat(backChannel(logoutToken(Map.of()))).isEqualTo(200);
    assertThat(isIn(later, "/console/me")).isFalse();
  }

  @Test
  void two_logout_tokens_at_once_end_nothing() {
    BrowserSession ann = byProvider();
    String token = logoutToken(Map.of());

    assertThat(backChannel(token + "&logout_token=" + token)).isEqualTo(400);
    assertThat(isIn(ann, "/console/me")).isTrue();
  }

  @Test
  void a_logout_token_beside_a_query_ends_nothing() {
    BrowserSession ann = byProvider();

    assertThat(backChannel("?x=1", logoutToken(Map.of()))).isEqualTo(400);
    assertThat(isIn(ann, "/console/me")).isTrue();
  }

  private static String logoutToken(Map<String, Object> other) {
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("sub", "subject of " + ANN);
    claims.put("aud", "console");
    claims.put("iat", Date.from(Instant.now()));
    claims.put("jti", UUID.randomUUID().toString());
    claims.put("events", Map.of("http://schemas.openid.net/event/backchannel-logout", Map.of()));
    claims.put("iss", first.issuer().name());
    claims.put("exp", Date.from(Instant.now().plusSeconds(60)));
    claims.putAll(other);
    JWTClaimsSet.Builder all = new JWTClaimsSet.Builder();
    claims.forEach(all::claim);
    String type = other.containsKey("typ") ? "dpop+jwt" : "logout+jwt";
    return Issuer.sign(
        first.issuer().header().type(new JOSEObjectType(type)).build(),
        all.claim("typ", null).claim("key", null).build(),
        other.containsKey("key") ? Issuer.newKey("one") : first.issuer().key());
  }

  private int backChannel(String token) {
    return backChannel("", token);
  }

  private int backChannel(String query, String token) {
    URI uri = URI.create(TestServer.uri(server) + BACK_CHANNEL + query);
    return Http.send(
            HttpRequest.newBuilder(uri)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("logout_token=" + token))
                .build())
        .status();
  }

  @Test
  void nobody_is_led_to_another_machine_by_the_name_that_a_request_gives() {
    HttpResponse<String> local = visitor().get("/oauth2/authorization/openid");
    String foreign = RawRequest.location(server.port(), "evil.example");

    assertThat(local.headers().firstValue("Location").orElseThrow())
        .startsWith(first.issuer().name())
        .contains("redirect_uri=http://127.0.0.1:" + server.port() + "/login");
    assertThat(foreign).endsWith("/console/sign-in?host").doesNotContain("evil");
    assertThat(RawRequest.location(server.port(), "localhost"))
        .contains("redirect_uri=http://localhost/login");
    for (String other :
        List.of("127.0.0.1.evil.example", "localhost.evil.example", "127.999.0.1")) {
      assertThat(RawRequest.location(server.port(), other)).endsWith("/console/sign-in?host");
    }
  }
}
