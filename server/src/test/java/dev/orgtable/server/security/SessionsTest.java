package dev.orgtable.server.security;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.EmailAddress;
import dev.orgtable.Scope;
import dev.orgtable.server.BrowserSession;
import dev.orgtable.server.Http;
import dev.orgtable.server.Http.Reply;
import dev.orgtable.server.OidcProvider;
import dev.orgtable.server.OrgtableServer;
import dev.orgtable.server.TestServer;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sessions of the console, and their limits. */
@Tag("slow")
@ResourceLock("dev.orgtable.server.security.SessionsTest")
class SessionsTest {

  private static TestServer server;
  private static @Nullable OidcProvider real;

  @BeforeAll
  static void start(TestInfo info) {
    if (info.getTestClass().filter(SessionsWithOidcProviderTest.class::equals).isPresent()) {
      real = OidcProvider.start();
      server = TestServer.start(real);
    } else {
      server = TestServer.start();
    }
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
    if (real != null) {
      real.close();
    }
    real = null;
  }

  private static TestServer another() {
    return real == null ? TestServer.start() : TestServer.start(real);
  }

  private static BrowserSession operator() {
    server.provider().as(TestServer.OPERATOR);
    return new BrowserSession(server.uri()).signIn();
  }

  @Test
  void the_cookie_of_a_session_is_no_credential_of_the_api() {
    BrowserSession operator = operator();

    HttpResponse<String> answer = operator.get("/v1/users");

    assertThat(operator.get("/console/users").statusCode()).isEqualTo(200);
    assertThat(answer.statusCode()).isEqualTo(401);
  }

  @Test
  void an_api_key_opens_no_page() {
    var answer = server.key(Scope.values()).get("/console/users");

    assertThat(answer.status()).isEqualTo(302);
    assertThat(answer.header("Location")).endsWith("/console/sign-in");
  }

  @Test
  void a_form_without_its_token_does_nothing() {
    BrowserSession operator = operator();

    HttpResponse<String> answer =
        operator.post(
            "/console/users", Map.of("email", "eve@example.com", "firstName", "Eve"), "forged");

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("text/html");
    assertThat(server.key(Scope.READ).get("/v1/users/eve@example.com").status()).isEqualTo(404);
  }

  @Test
  void a_token_of_forms_that_another_host_has_planted_is_none_of_who_has_signed_in() {
    BrowserSession operator = operator();
    String planted = "0123456789";
    String masked =
        Base64.getUrlEncoder().encodeToString(("\0".repeat(10) + planted).getBytes(UTF_8));

    operator.plant("orgtable-form", planted);
    HttpResponse<String> answer =
        operator.post(
            "/console/users", Map.of("email", "mal@example.com", "firstName", "Mal"), masked);

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(server.key(Scope.READ).get("/v1/users/mal@example.com").status()).isEqualTo(404);
  }

  @Test
  void an_answer_of_the_provider_that_nobody_waits_for_is_told_as_that() {
    HttpResponse<String> answer =
        new BrowserSession(server.uri()).get("/login/oauth2/code/openid?code=x&state=y");

    assertThat(answer.headers().firstValue("Location").orElseThrow())
        .endsWith("/console/sign-in?late");
  }

  @Test
  void a_session_has_another_id_once_somebody_has_signed_in() {
    BrowserSession session = new BrowserSession(server.uri());
    session.get("/console/sign-in");
    Set<Object> before = new HashSet<>(session.cookies().stream().map(c -> c.getValue()).toList());

    server.provider().as(TestServer.OPERATOR);
    session.signIn();

    assertThat(session.cookies()).isNotEmpty();
    assertThat(session.cookies().stream().map(c -> (Object) c.getValue()))
        .doesNotContainAnyElementsOf(before);
  }

  @Test
  void signing_out_ends_the_session_on_the_server() {
    BrowserSession operator = operator();
    operator.get("/console/users");

    operator.post("/console/sign-out", Map.of());

    assertThat(operator.get("/console/users").statusCode()).isEqualTo(302);
  }

  @Test
  void pages_under_way_while_somebody_signs_out_are_shown_or_ask_to_sign_in() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      for (int round = 0; round < 10; round++) {
        BrowserSession operator = operator();
        operator.get("/console/users");
        String token = operator.token();
        List<Future<Integer>> answers = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
          boolean out = i == 12;
          answers.add(
              threads.submit(
                  () ->
                      (out
                              ? operator.post("/console/sign-out", Map.of(), token)
                              : operator.get("/console/organisations"))
                          .statusCode()));
        }
        for (Future<Integer> answer : answers) {
          assertThat(answer.get()).isIn(200, 302);
        }
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/console/sign-in,orgtable-form=",
    "/console/users,orgtable-page=",
    "/oauth2/authorization/openid,orgtable-sign-in="
  })
  void a_cookie_is_for_this_site_and_for_no_script(String page, String name) {
    HttpResponse<String> answer = new BrowserSession(server.uri()).get(page);

    assertThat(answer.headers().firstValue("Set-Cookie").orElseThrow())
        .startsWith(name)
        .contains("HttpOnly")
        .contains("SameSite=Lax");
  }

  @Test
  void no_other_host_of_the_domain_can_set_a_cookie_behind_tls() {
    try (OrgtableServer behindTls = server.another(URI.create("https://orgtable.example.com"))) {
      for (String page :
          List.of("/console/sign-in", "/console/users", "/oauth2/authorization/openid")) {
        HttpResponse<String> answer = new BrowserSession(TestServer.uri(behindTls)).get(page);

        assertThat(answer.headers().firstValue("Set-Cookie").orElseThrow())
            .as(page)
            .startsWith("__Host-orgtable")
            .contains("Secure", "Path=/;")
            .doesNotContain("Domain");
      }
    }
  }

  @Test
  void pages_run_nothing_but_their_own_files_are_kept_nowhere_and_tell_nobody_where_one_was() {
    HttpResponse<String> page = new BrowserSession(server.uri()).get("/invitation?token=oti_a.b");

    assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
        .startsWith("default-src 'none'; script-src 'self'; style-src 'self';");
    assertThat(page.headers().firstValue("Referrer-Policy").orElseThrow()).isEqualTo("no-referrer");
    assertThat(page.headers().firstValue("Cache-Control").orElseThrow()).contains("no-store");
  }

  @Test
  void rights_are_read_at_each_page() {
    EmailAddress ann = server.user("ann@example.com");
    EmailAddress bob = server.user("bob@example.com");
    var acme = server.organisation("acme", ann);
    server.orgtable().memberships().addMember(bob, acme, Set.of());
    server.provider().as(bob);
    BrowserSession session = new BrowserSession(server.uri()).signIn();
    assertThat(session.get("/console/organisations/acme").statusCode()).isEqualTo(200);

    server.orgtable().memberships().remove(bob, acme);

    assertThat(session.get("/console/organisations/acme").statusCode()).isEqualTo(404);
  }

  @Test
  void visitors_who_have_not_signed_in_get_no_session() {
    BrowserSession stranger = new BrowserSession(server.uri());

    stranger.get("/console/organisations?prefix=x");
    stranger.get("/console/sign-in");
    stranger.get("/invitation?token=x");
    stranger.get("/oauth2/authorization/openid");
    stranger.get("/login/oauth2/code/openid?code=x&state=y");

    assertThat(stranger.cookies()).extracting(HttpCookie::getName).doesNotContain("orgtable");
  }

  @Test
  void wrong_credentials_of_the_api_close_no_page() {
    try (TestServer other = another()) {
      BrowserSession operator = new BrowserSession(other.uri());
      other.provider().as(TestServer.OPERATOR);
      operator.signIn();

      for (int i = 0; i < 100; i++) {
        get(other, "/v1/users", "Bearer wrong" + i);
      }

      assertThat(get(other, "/v1/users", "Bearer more").status()).isEqualTo(429);
      assertThat(operator.get("/console/users").statusCode()).isEqualTo(200);
      assertThat(new BrowserSession(other.uri()).get("/console/sign-in").statusCode())
          .isEqualTo(200);
    }
  }

  @Test
  void a_provider_that_is_down_is_told_on_the_page() {
    try (TestServer other = another()) {
      other.provider().setDown(true);
      BrowserSession visitor = new BrowserSession(other.uri());

      HttpResponse<String> answer = visitor.get("/oauth2/authorization/openid");
      HttpResponse<String> unknown = visitor.get("/oauth2/authorization/nobody");

      assertThat(answer.headers().firstValue("Location"))
          .hasValueSatisfying(SessionsTest::isFailure);
      assertThat(unknown.statusCode()).isNotEqualTo(500);
      other.provider().setDown(false);
    }
  }

  private static void isFailure(String location) {
    assertThat(location).endsWith("/console/sign-in?failed");
  }

  private static Reply get(TestServer on, String path, String authorization) {
    URI page = URI.create(on.uri() + path);
    return Http.send(HttpRequest.newBuilder(page).header("Authorization", authorization).build());
  }
}
