package dev.orgtable.server.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.Scope;
import dev.orgtable.server.BrowserSession;
import dev.orgtable.server.Http.Reply;
import dev.orgtable.server.OrgtableServer;
import dev.orgtable.server.TestServer;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every security header, and every attribute of every cookie. */
final class HeadersTest {

  private static final String CONSOLE_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
          + " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

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
  @ValueSource(
      strings = {
        "/console/sign-in",
        "/console/sign-in?failed",
        "/invitation?token=x",
        "/console/users",
        "/oauth2/authorization/openid",
        "/login/oauth2/code/openid?state=x",
        "/console/nothing"
      })
  void each_page_says_what_browsers_may_do_with_it(String path) {
    BrowserSession visitor = new BrowserSession(server.uri());

    assertThat(headers(visitor.get(path)))
        .containsEntry("content-security-policy", CONSOLE_POLICY)
        .containsEntry("referrer-policy", "no-referrer")
        .containsEntry("x-content-type-options", "nosniff")
        .containsEntry("x-frame-options", "DENY")
        .containsEntry("cache-control", "no-cache, no-store, max-age=0, must-revalidate")
        .containsEntry("access-control-allow-origin", "https://nobody.invalid");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/users", "/v1/nothing", "/docs", "/v1/openapi.json", "/metrics"})
  void each_answer_of_the_api_does_so_too(String path) {
    Reply reply = server.key(Scope.READ).get(path);

    assertThat(headers(reply.response()))
        .containsEntry("referrer-policy", "no-referrer")
        .containsEntry("x-content-type-options", "nosniff")
        .containsEntry("x-frame-options", "DENY")
        .containsEntry("cache-control", "no-cache, no-store, max-age=0, must-revalidate")
        .containsEntry("access-control-allow-origin", "https://nobody.invalid");
    assertThat(reply.header("Content-Security-Policy"))
        .startsWith("default-src 'none'; script-src 'self'; connect-src 'self';")
        .contains("base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
  }

  @Test
  void the_page_of_a_sign_out_does_so_too() {
    BrowserSession visitor = new BrowserSession(server.uri());
    server.issuer().signIn().as(TestServer.OPERATOR);
    visitor.signIn();
    visitor.get("/console/users");

    assertThat(headers(visitor.post("/console/sign-out", Map.of())))
        .containsEntry("content-security-policy", CONSOLE_POLICY)
        .containsEntry("referrer-policy", "no-referrer")
        .hasEntrySatisfying("cache-control", each -> assertThat(each).contains("no-store"));
  }

  private static Map<String, String> headers(HttpResponse<String> answer) {
    Map<String, String> headers = new TreeMap<>();
    answer.headers().map().forEach((name, values) -> headers.put(name, String.join(",", values)));
    return headers;
  }

  @Test
  void each_cookie_is_for_this_host_for_no_script_and_for_no_request_of_other_sites() {
    List<String> cookies = cookies(new BrowserSession(server.uri()), server.signInLink());

    assertThat(cookies).anyMatch(each -> each.startsWith("orgtable="));
    assertThat(cookies).anyMatch(each -> each.startsWith("orgtable-form="));
    assertThat(cookies)
        .hasSizeGreaterThan(3)
        .allSatisfy(
            each ->
                assertThat(each)
                    .contains("; HttpOnly", "; SameSite=Lax", "; Path=/")
                    .doesNotContain("; Secure", "; Domain", "__Host-"));
  }

  @Test
  void behind_tls_each_cookie_is_for_tls_and_cannot_be_set_by_another_host() {
    try (OrgtableServer tls = server.another(URI.create("https://orgtable.example.com"))) {
      BrowserSession visitor = new BrowserSession(TestServer.uri(tls));

      List<String> cookies = cookies(visitor, tls.signInLink().orElseThrow());

      assertThat(cookies).anyMatch(each -> each.startsWith("__Host-orgtable="));
      assertThat(cookies)
          .hasSizeGreaterThan(3)
          .allSatisfy(
              each ->
                  assertThat(each)
                      .startsWith("__Host-")
                      .contains("; HttpOnly", "; SameSite=Lax", "; Path=/", "; Secure")
                      .doesNotContain("; Path=/;x", "; Domain"));
    }
  }

  /** Returns the cookies set during sign-in by link and by the provider, and sign-out. */
  private static List<String> cookies(BrowserSession visitor, String link) {
    visitor.keepSecureCookies();
    List<String> set = new ArrayList<>();
    String token = link.substring(link.indexOf('=') + 1);
    for (String page : List.of("/console/users", "/oauth2/authorization/openid", link)) {
      set.addAll(visitor.get(page).headers().allValues("Set-Cookie"));
    }
    HttpResponse<String> in = visitor.post("/console/sign-in", Map.of("token", token));
    assertThat(in.headers().firstValue("Location").orElse("")).startsWith("/console");
    set.addAll(in.headers().allValues("Set-Cookie"));
    visitor.get("/console/users");
    set.addAll(visitor.post("/console/sign-out", Map.of()).headers().allValues("Set-Cookie"));
    return set;
  }
}
