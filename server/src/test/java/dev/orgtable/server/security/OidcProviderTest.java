package dev.orgtable.server.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.EmailAddress;
import dev.orgtable.server.BrowserSession;
import dev.orgtable.server.LogLines;
import dev.orgtable.server.OidcProvider;
import dev.orgtable.server.OrgtableServer;
import dev.orgtable.server.TestServer;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Signing in and out with a provider that follows the standards strictly. */
@Tag("slow")
@Isolated
final class OidcProviderTest {

  private static final EmailAddress ANN = EmailAddress.of("ann@example.com");
  private static final Pattern LINK = Pattern.compile("<a class=\"button\" href=\"([^\"]+)\"");
  private static final Pattern XSRF = Pattern.compile("name=\"xsrf\" value=\"([^\"]+)\"");

  private static OidcProvider provider;
  private static TestServer server;

  @BeforeAll
  static void start() {
    provider = OidcProvider.start();
    server = TestServer.start(provider);
    server.user(ANN.value());
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
      provider.close();
    }
  }

  @BeforeEach
  void defaults() {
    provider.start(Map.of());
    provider.as(ANN);
  }

  private static BrowserSession visitor() {
    return new BrowserSession(server.uri());
  }

  private static Map<String, Object> claims(@Nullable Object email, @Nullable Object verified) {
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("sub", "somebody");
    claims.put("email", email);
    claims.put("email_verified", verified);
    claims.values().removeIf(each -> each == null);
    return claims;
  }

  @Test
  void an_address_that_stands_at_userinfo_alone_signs_in() {
    assertThat(visitor().signInEndsAt()).isEqualTo("/console/me");
  }

  @Test
  void an_address_that_stands_in_the_id_token_signs_in() {
    provider.start(Map.of("configuration", Map.of("conformIdTokenClaims", false)));

    assertThat(visitor().signInEndsAt()).isEqualTo("/console/me");
  }

  /**
   * A fault of an address.
   *
   * @param email the address
   * @param verified its verification
   * @param told the error on the page
   */
  private record AddressFault(@Nullable String email, @Nullable Object verified, String told) {}

  /** By server: one logs the same error once a minute. */
  private static final List<List<AddressFault>> ADDRESS_FAULTS =
      List.of(
          List.of(
              new AddressFault(null, null, "no-address"),
              new AddressFault("ann@example.com", null, "unverified"),
              new AddressFault("ann@localhost", "true", "unfit")),
          List.of(
              new AddressFault(null, "true", "no-address"),
              new AddressFault("ann@example.com", false, "unverified"),
              new AddressFault("a\u200Bnn@example.com", "true", "unfit")),
          List.of(
              new AddressFault("ann@example.com", "yes", "unverified"),
              new AddressFault("ann", "true", "unfit")));

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void faults_of_an_address_are_distinguished_on_the_page_and_in_the_log(boolean inIdToken) {
    provider.start(Map.of("configuration", Map.of("conformIdTokenClaims", !inIdToken)));
    for (List<AddressFault> faults : ADDRESS_FAULTS) {
      try (OrgtableServer fresh = server.another(console -> console)) {
        faults.forEach(fault -> assertTold(fresh, fault));
      }
    }
  }

  private static void assertTold(OrgtableServer fresh, AddressFault fault) {
    provider.as(claims(fault.email(), fault.verified()));
    BrowserSession visitor = new BrowserSession(TestServer.uri(fresh));
    try (LogLines log = LogLines.of("dev.orgtable.server.console.signin.ConsoleSecurity")) {
      String end = visitor.signInEndsAt();

      assertThat(end).as("%s", fault).isEqualTo("/console/sign-in?" + fault.told());
      assertThat(visitor.get("/console/me").statusCode()).as("%s", fault).isEqualTo(302);
      assertThat(log.lines()).as("%s", fault).hasSize(1);
      assertThat(log.lines().get(0)).as("%s", fault).contains("the claim email");
    }
  }

  @Test
  void an_address_that_is_verified_in_words_signs_in() {
    provider.as(claims("eve@example.com", "true"));

    assertThat(visitor().signInEndsAt()).isEqualTo("/console/me");
  }

  @Test
  void a_client_without_a_secret_signs_people_in() {
    try (OrgtableServer other = server.another(c -> c.withOpenId(provider.publicClient()))) {
      assertThat(new BrowserSession(TestServer.uri(other)).signInEndsAt()).isEqualTo("/console/me");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"client_secret_basic", "client_secret_post"})
  void the_secret_goes_in_the_way_that_the_provider_takes(String method) {
    provider.startTakingSecretsBy(method);
    try (OrgtableServer fresh = server.another(console -> console)) {
      assertThat(new BrowserSession(TestServer.uri(fresh)).signInEndsAt()).isEqualTo("/console/me");
    }
  }

  @Test
  void new_keys_of_the_provider_are_taken() {
    assertThat(visitor().signInEndsAt()).isEqualTo("/console/me");

    provider.rotate();

    assertThat(visitor().signInEndsAt()).isEqualTo("/console/me");
  }

  @Test
  void a_server_that_starts_before_its_provider_signs_people_in_once_it_is_there()
      throws InterruptedException {
    try (OidcProvider late = OidcProvider.listen();
        OrgtableServer other = server.another(console -> console.withOpenId(late.settings()))) {
      BrowserSession visitor = new BrowserSession(TestServer.uri(other));
      assertThat(visitor.signInEndsAt()).isEqualTo("/console/sign-in?failed");

      late.start(Map.of());
      late.as(ANN);

      assertThat(endOfSignIn(visitor)).isEqualTo("/console/me");
    }
  }

  /** A provider that failed is not contacted again for a few seconds. */
  private static String endOfSignIn(BrowserSession visitor) throws InterruptedException {
    String end = visitor.signInEndsAt();
    for (int i = 0; i < 60 && end.endsWith("?failed"); i++) {
      Thread.sleep(500);
      end = visitor.signInEndsAt();
    }
    return end;
  }

  @Test
  void whose_address_the_provider_changes_is_another_user_from_the_next_sign_in_on() {
    provider.as(claims("old@example.com", true));
    BrowserSession visitor = visitor();
    visitor.signIn();
    assertThat(visitor.get("/console/me").body()).contains("old@example.com");

    provider.change(claims("new@example.com", true));
    visitor.signIn();

    assertThat(visitor.get("/console/me").body())
        .contains("new@example.com")
        .doesNotContain("old@example.com");
  }

  @Test
  void a_sign_out_leads_to_the_provider_and_back() {
    provider.knows(server.uri());
    BrowserSession visitor = visitor().signIn();
    visitor.get("/console/me");

    HttpResponse<String> page = visitor.post("/console/sign-out", Map.of());
    Matcher link = LINK.matcher(page.body());
    assertThat(link.find()).isTrue();
    HttpResponse<String> asked = visitor.follow(URI.create(link.group(1).replace("&amp;", "&")));
    Matcher xsrf = XSRF.matcher(asked.body());
    assertThat(xsrf.find()).isTrue();
    String end =
        visitor.submit(
            asked.uri().resolve("/session/end/confirm"),
            Map.of("xsrf", xsrf.group(1), "logout", "yes"));

    assertThat(page.body()).contains("You are signed out here", "http-equiv=\"refresh\"");
    assertThat(end).isEqualTo("/console/sign-in?state=out");
    assertThat(visitor.get(end).body()).contains("You are signed out.");
    assertThat(visitor.get("/console/me").statusCode()).isEqualTo(302);
  }

  @Test
  void a_logout_at_the_provider_ends_the_sessions_of_that_user_only() {
    provider.knows(server.uri());
    BrowserSession ann = visitor().signIn();
    provider.as(EmailAddress.of("bob@example.com"));
    BrowserSession bob = visitor().signIn();
    assertThat(ann.get("/console/me").statusCode()).isEqualTo(200);

    HttpResponse<String> asked = ann.follow(URI.create(provider.name() + "/session/end"));
    Matcher xsrf = XSRF.matcher(asked.body());
    assertThat(xsrf.find()).isTrue();
    ann.submit(
        asked.uri().resolve("/session/end/confirm"),
        Map.of("xsrf", xsrf.group(1), "logout", "yes"));

    assertThat(ann.get("/console/me").statusCode()).isEqualTo(302);
    assertThat(bob.get("/console/me").statusCode()).isEqualTo(200);
  }
}
