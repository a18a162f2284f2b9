package dev.orgtable.server.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.orgtable.EmailAddress;
import dev.orgtable.Scope;
import dev.orgtable.server.Http.Reply;
import dev.orgtable.server.Issuer;
import dev.orgtable.server.LogLines;
import dev.orgtable.server.TestServer;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The caller and the log are told why a credential is refused. */
@Isolated
final class RefusedTokensTest {

  private static final EmailAddress MAX = EmailAddress.of("max@example.com");

  private static TestServer server;
  private static Issuer issuer;

  @BeforeAll
  static void start() {
    server = TestServer.start();
    issuer = server.issuer();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static JWTClaimsSet.Builder without(String claim) {
    return issuer.claims(MAX).claim(claim, null);
  }

  /** The claim, the value that replaces the valid one (empty for none), and the reason given. */
  @ParameterizedTest
  @CsvSource({
    "email,,the claim email is missing (it comes with the scope email)",
    "email,max,the claim email is not an address accepted here",
    "email_verified,,the claim email_verified is not true",
    "email_verified,yes,the claim email_verified is not true",
    "iss,https://other.example,the claim iss is not the issuer that this server trusts",
    "aud,spa,the claim aud does not contain the audience of this server",
    "exp,,the claim exp is missing",
    "exp,tomorrow,'a claim of the token is malformed, or two contradict each other'",
    "nbf,now,'a claim of the token is malformed, or two contradict each other'",
  })
  void the_answer_names_the_claim_that_is_wrong(String claim, String value, String told) {
    String token = issuer.sign(without(claim).claim(claim, value).build());

    Reply reply = server.with(token).get("/v1/users/max@example.com");

    assertThat(reply.status()).isEqualTo(401);
    assertThat(reply.header("WWW-Authenticate"))
        .isEqualTo("Bearer error=\"invalid_token\", error_description=\"" + told + "\"");
    assertThat(reply.text("detail")).isEqualTo(told);
  }

  @Test
  void a_token_whose_time_is_over_and_one_that_nobody_signed_are_told_apart() {
    Date past = Date.from(Instant.EPOCH);
    String over = issuer.sign(issuer.claims(MAX).issueTime(null).expirationTime(past).build());

    assertThat(server.with(over).get("/v1/users").text("detail"))
        .isEqualTo("the token has expired or is not valid yet (exp, nbf)");
    assertThat(server.with("a.b.c").get("/v1/users").text("detail"))
        .isEqualTo("the token is not signed with a key of the issuer");
  }

  @Test
  void a_token_that_ends_before_it_begins_is_not_called_unsigned() {
    Date now = Date.from(Instant.now());
    Date past = Date.from(Instant.now().minusSeconds(3_600));
    String odd = issuer.sign(issuer.claims(MAX).issueTime(now).expirationTime(past).build());

    assertThat(server.with(odd).get("/v1/users").text("detail"))
        .isEqualTo("a claim of the token is malformed, or two contradict each other");
  }

  @Test
  void a_token_of_a_client_itself_is_no_persons_whatever_is_bound() {
    String subject = Issuer.subject(MAX);
    server.user(MAX.value());
    assertThat(server.person(MAX).get("/v1/users/" + MAX).status()).isEqualTo(200);

    for (String claim : List.of("client_id", "azp")) {
      for (String client : List.of(subject, "another")) {
        JWTClaimsSet claims = issuer.claims(MAX).claim("email", null).claim(claim, client).build();
        assertThat(server.with(issuer.sign(claims)).get("/v1/users/" + MAX).status())
            .isEqualTo(client.equals(subject) ? 401 : 200);
      }
    }
  }

  @Test
  void a_good_credential_that_does_not_allow_it_is_told_so() {
    Reply key = server.key(Scope.READ).post("/v1/users", "{'email':'a@example.com'}");
    Reply metrics = server.key(Scope.WRITE).get("/metrics");
    Reply person = server.person(MAX).get("/v1/users");

    for (Reply reply : List.of(key, metrics, person)) {
      assertThat(reply.status()).isEqualTo(403);
      assertThat(reply.header("WWW-Authenticate"))
          .isEqualTo(
              "Bearer error=\"insufficient_scope\", error_description=\""
                  + reply.text("detail")
                  + "\"");
    }
  }

  @Test
  void the_log_says_what_was_expected_but_not_once_for_each_token_and_never_the_token() {
    List<String> lines;
    String token = "";
    try (TestServer fresh = TestServer.start();
        LogLines log = LogLines.of(SecurityConfiguration.class)) {
      for (int i = 0; i < 50; i++) {
        token =
            fresh.issuer().sign(fresh.issuer().claims(MAX).audience("spa\nfake line " + i).build());
        fresh.with(token).get("/v1/users");
      }
      lines = log.lines();
    }

    assertThat(lines).isNotEmpty().hasSizeLessThan(10);
    assertThat(lines.get(0))
        .contains("aud is [spa fake line 0], must be a list with orgtable")
        .doesNotContain("\n");
    assertThat(String.join("", lines)).doesNotContain(token.substring(20, 60));
  }
}
