package dev.orgtable.server.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.EmailAddress;
import dev.orgtable.server.BrowserSession;
import dev.orgtable.server.TestServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Responses of UserInfo if the ID token has no address. */
final class UserInfoTest {

  private static final EmailAddress ANN = EmailAddress.of("ann@example.com");

  private static TestServer server;

  @BeforeAll
  static void start() {
    server = TestServer.start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'sub':'subject of"
            + " ann@example.com','email':'ann@example.com','email_verified':true|/console/me",
        "'sub':'subject of"
            + " ann@example.com','email':'ann@example.com','email_verified':'true'|/console/me",
        "'sub':'subject of"
            + " ann@example.com','email':'ann@example.com','email_verified':'TRUE'|/console/sign-in?unverified",
        "'sub':'subject of ann@example.com','email':'ann@example.com'|/console/sign-in?unverified",
        "'sub':'subject of ann@example.com','email_verified':true|/console/sign-in?no-address",
        "'sub':'subject of ann@example.com'|/console/sign-in?no-address",
        "'sub':'subject of ann@example.com','email':7,'email_verified':true|/console/sign-in?unfit",
        "'sub':'subject of"
            + " bob@example.com','email':'ann@example.com','email_verified':true|/console/sign-in?failed",
        "'email':'ann@example.com','email_verified':true|/console/sign-in?failed",
        "|/console/sign-in?failed",
        "{|/console/sign-in?failed",
      })
  void the_user_info_must_be_about_the_subject_of_the_id_token(String told, String end) {
    String json = "{" + (told == null ? "" : told.replace('\'', '"')) + "}";
    server.issuer().signIn().tellAtUserInfo(ANN, json);

    BrowserSession visitor = new BrowserSession(server.uri());

    assertThat(visitor.signInEndsAt()).isEqualTo(end);
    assertThat(visitor.get("/console/me").statusCode())
        .isEqualTo(end.equals("/console/me") ? 200 : 302);
  }
}
