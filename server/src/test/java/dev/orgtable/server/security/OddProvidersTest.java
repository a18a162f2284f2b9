package dev.orgtable.server.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.orgtable.EmailAddress;
import dev.orgtable.server.BrowserSession;
import dev.orgtable.server.Http;
import dev.orgtable.server.IssuerSignIn;
import dev.orgtable.server.OrgtableServer;
import dev.orgtable.server.TestServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Unusual responses of a provider. */
@Tag("slow")
final class OddProvidersTest {

  private static final EmailAddress ANN = EmailAddress.of("ann@example.com");
  private static final String TELLING =
      "{\"sub\":\"subject of ann@example.com\",\"email\":\"ann@example.com\","
          + "\"email_verified\":true%s}";

  private static TestServer server;

  @BeforeAll
  static void start() {
    server = TestServer.start();
    server.user(ANN.value());
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void defaults() {
    signIn().as(ANN);
  }

  private static IssuerSignIn signIn() {
    return server.issuer().signIn();
  }

  private static String endOfSignIn() {
    return new BrowserSession(server.uri()).signInEndsAt();
  }

  @ParameterizedTest
  @ValueSource(strings = {"7", "null", "\"\"", "\" \"", "[]", "{}", "\"a.b.c\""})
  void an_invalid_id_token_signs_nobody_in(String idToken) {
    signIn()
        .answerOtherwise(
            good -> good.replaceAll("\"id_token\":\"[^\"]*\"", "\"id_token\":" + idToken));

    assertThat(endOfSignIn()).isEqualTo("/console/sign-in?failed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\t"})
  void a_subject_without_a_name_signs_nobody_in(String subject) {
    signIn().nameSubject(subject);

    assertThat(endOfSignIn()).isEqualTo("/console/sign-in?failed");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void no_redirect_leads_a_secret_elsewhere(boolean atUserInfo) throws IOException {
    AtomicInteger arrived = new AtomicInteger();
    HttpServer other =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    other.createContext(
        "/",
        exchange -> {
          arrived.incrementAndGet();
          exchange.sendResponseHeaders(404, -1);
          exchange.close();
        });
    other.start();
    URI place = URI.create("http://127.0.0.1:" + other.getAddress().getPort() + "/");
    try {
      if (atUserInfo) {
        signIn().tellAtUserInfo(ANN, TELLING.formatted(""));
        signIn()
            .answerOtherwise(
                good -> {
                  signIn().leadElsewhere(place);
                  return good;
                });
      } else {
        signIn().leadElsewhere(place);
      }

      assertThat(endOfSignIn()).isEqualTo("/console/sign-in?failed");
      assertThat(arrived).hasValue(0);
    } finally {
      other.stop(0);
    }
  }

  @Test
  void metadata_of_another_issuer_is_not_taken() {
    String own = "\"issuer\":\"" + server.issuer().name();
    server.issuer().describeOtherwise(good -> good.replace(own, own + "/other"));
    try (OrgtableServer fresh = server.another(console -> console);
        OrgtableServer api =
            server.another(Optional.of(server.issuer().tokensByDiscovery()), 1_000_000)) {
      BrowserSession visitor = new BrowserSession(TestServer.uri(fresh));
      assertThat(visitor.signInEndsAt()).startsWith("/console/sign-in?failed");
      assertThat(
              new Http(TestServer.uri(api), Optional.of(server.issuer().token(ANN)))
                  .get("/v1/users/ann@example.com")
                  .text("code"))
          .isEqualTo("provider_unavailable");
    } finally {
      server.issuer().describeOtherwise(good -> good);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "authorize,javascript:alert(1)",
    "authorize,/authorize",
    "token,token",
    "keys,keys",
    "keys,file:///etc/hostname"
  })
  void nobody_is_sent_to_what_is_no_address_of_http(String endpoint, String instead) {
    String own = server.issuer().name() + "/" + endpoint + "\"";
    server.issuer().describeOtherwise(good -> good.replace(own, instead + "\""));
    try (OrgtableServer fresh = server.another(console -> console);
        OrgtableServer api =
            server.another(Optional.of(server.issuer().tokensByDiscovery()), 1_000_000)) {
      BrowserSession visitor = new BrowserSession(TestServer.uri(fresh));
      assertThat(visitor.get("/oauth2/authorization/openid").headers().firstValue("Location"))
          .hasValueSatisfying(end -> assertThat(end).endsWith("/console/sign-in?failed"));
      assertThat(
              new Http(TestServer.uri(api), Optional.of(server.issuer().token(ANN)))
                  .get("/v1/users/ann@example.com")
                  .status())
          .isEqualTo(endpoint.equals("keys") ? 503 : 200);
    } finally {
      server.issuer().describeOtherwise(good -> good);
    }
  }

  @Test
  void an_answer_longer_than_a_mebibyte_is_not_read_to_its_end() {
    signIn().tellAtUserInfo(ANN, TELLING.formatted(",\"x\":\"" + "x".repeat(1_000_000) + "\""));
    assertThat(endOfSignIn()).isEqualTo("/console/me");

    signIn().tellAtUserInfo(ANN, TELLING.formatted(",\"x\":\"" + "x".repeat(1 << 20) + "\""));
    assertThat(endOfSignIn()).isEqualTo("/console/sign-in?failed");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"kty\":\"EC\",\"crv\":\"brainpoolP256r1\",\"x\":\"AA\",\"y\":\"AA\"}",
        "{\"kty\":\"RSA\",\"kid\":\"x\"}",
        "{\"kty\":\"AKP\",\"alg\":\"ML-DSA-44\",\"pub\":\"AA\"}",
        "{\"kid\":\"without a type\"}",
        "{\"kty\":7}",
        "{\"kty\":\"RSA\",\"n\":\"AQAB\",\"e\":\"AQAB\",\"key_ops\":[\"x\"]}",
        "{\"kty\":\"RSA\",\"n\":\"!!\",\"e\":\"AQAB\",\"x5c\":[\"zz\"]}",
      })
  void a_key_that_is_not_understood_spoils_no_other(String key) {
    server.issuer().publishAfter(key);
    try (OrgtableServer fresh = server.another(Optional.of(server.issuer().tokens()), 1_000_000)) {
      assertThat(
              new Http(TestServer.uri(fresh), Optional.of(server.issuer().token(ANN)))
                  .get("/v1/users/ann@example.com")
                  .status())
          .isEqualTo(200);
      assertThat(new BrowserSession(TestServer.uri(fresh)).signInEndsAt()).isEqualTo("/console/me");
    } finally {
      server.issuer().publish(server.issuer().key());
    }
  }
}
