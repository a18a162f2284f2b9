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
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From when and until when a token is good, by the server's clock: a minute is let pass. */
final class TokenTimesTest {

  private static final EmailAddress ANN = EmailAddress.of("ann@example.com");
  private static final Map<String, Object> LOGOUT =
      Map.of("http://schemas.openid.net/event/backchannel-logout", Map.of());

  private static Instant now;
  private static TestServer first;
  private static OrgtableServer server;

  @BeforeAll
  static void start() {
    now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    first = TestServer.start();
    first.user(ANN.value());
    server = first.another(Clock.fixed(now, ZoneOffset.UTC));
  }

  @AfterAll
  static void stop() {
    server.close();
    first.close();
  }

  private static Date at(long seconds) {
    return Date.from(now.plusSeconds(seconds));
  }

  private static int read(JWTClaimsSet.Builder claims) {
    String token = first.issuer().sign(claims.build());
    return new Http(TestServer.uri(server), Optional.of(token)).get("/v1/users/" + ANN).status();
  }

  @ParameterizedTest
  @CsvSource({"1,200", "0,200", "-59,200", "-60,200", "-61,401"})
  void a_token_is_good_until_a_minute_after_its_end(long seconds, int status) {
    assertThat(read(first.issuer().claims(ANN).issueTime(at(-3600)).expirationTime(at(seconds))))
        .isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource({"-1,200", "0,200", "59,200", "60,200", "61,401"})
  void a_token_is_good_from_a_minute_before_its_beginning(long seconds, int status) {
    assertThat(
            read(
                first
                    .issuer()
                    .claims(ANN)
                    .expirationTime(at(Duration.ofHours(1).toSeconds()))
                    .notBeforeTime(at(seconds))))
        .isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource({"0,200", "-60,200", "-61,400"})
  void a_logout_token_is_too(long seconds, int status) {
    JWTClaimsSet claims =
        new JWTClaimsSet.Builder()
            .issuer(first.issuer().name())
            .audience("console")
            .subject("subject of " + ANN)
            .issueTime(at(-120))
            .jwtID("one")
            .claim("events", LOGOUT)
            .expirationTime(at(seconds))
            .build();
    String token =
        Issuer.sign(
            first.issuer().header().type(new JOSEObjectType("logout+jwt")).build(),
            claims,
            first.issuer().key());

    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create(TestServer.uri(server) + "/logout/connect/back-channel/openid"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString("logout_token=" + token))
            .build();

    assertThat(Http.send(request).status()).isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource({"0,/console", "-600,/console/sign-in?failed"})
  void an_id_token_is_good_by_the_same_clock(long minutes, String end) {
    Clock wall = Clock.fixed(now.minus(Duration.ofMinutes(minutes)), ZoneOffset.UTC);
    try (OrgtableServer other = first.another(wall)) {
      first.issuer().signIn().as(TestServer.OPERATOR);

      assertThat(new BrowserSession(TestServer.uri(other)).signInEndsAt()).startsWith(end);
    }
  }
}
