package dev.orgtable.server.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.EmailAddress;
import dev.orgtable.Group;
import dev.orgtable.OrganisationId;
import dev.orgtable.Scope;
import dev.orgtable.server.BrowserSession;
import dev.orgtable.server.Http;
import dev.orgtable.server.Http.Reply;
import dev.orgtable.server.TestServer;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Headers that only few answers have. */
final class OtherHeadersTest {

  private static TestServer server;

  @BeforeAll
  static void start() {
    server = TestServer.start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(server.uri() + path));
  }

  @Test
  void a_part_of_a_page_leads_the_whole_page_to_the_sign_in() {
    Reply reply = Http.send(request("/console/users").header("HX-Request", "true").build());

    assertThat(reply.status()).isEqualTo(204);
    assertThat(reply.header("HX-Redirect")).isEqualTo("/console/sign-in");
    assertThat(reply.response().headers().allValues("Set-Cookie"))
        .noneMatch(each -> each.startsWith("orgtable-page"));
  }

  @Test
  void a_member_who_leaves_by_its_row_is_led_to_the_own_page() {
    EmailAddress ann = server.user("ann@example.com");
    EmailAddress bob = server.user("bob@example.com");
    server.organisation("acme", ann);
    server.orgtable().memberships().addMember(bob, OrganisationId.of("acme"), Set.of(Group.OWNER));
    server.issuer().signIn().as(bob);
    BrowserSession session = new BrowserSession(server.uri()).signIn();
    session.get("/console/me");

    HttpResponse<String> left =
        session.post(
            "/console/organisations/acme/members/bob@example.com/remove",
            Map.of(),
            session.token(),
            "HX-Target",
            "row-1");

    assertThat(left.headers().firstValue("HX-Redirect")).contains("/console/me");
  }

  @Test
  void a_form_that_was_refused_leaves_the_address_of_the_page_as_it_is() {
    server.issuer().signIn().as(TestServer.OPERATOR);
    BrowserSession session = new BrowserSession(server.uri()).signIn();
    session.get("/console/users");

    HttpResponse<String> refused = session.post("/console/users", Map.of("email", "none"));

    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(refused.headers().firstValue("HX-Push-Url")).contains("false");
  }

  @Test
  void an_answer_to_a_provider_is_kept_nowhere() {
    Reply refused =
        Http.send(
            request("/logout/connect/back-channel/openid")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("logout_token=x"))
                .build());

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.header("Cache-Control")).isEqualTo("no-store");
    assertThat(refused.header("Content-Type")).startsWith("application/json");
    assertThat(refused.response().body()).isEqualTo("{\"error\":\"invalid_request\"}");
  }

  @Test
  void files_of_the_console_are_asked_for_again_before_they_are_shown() {
    String page = new BrowserSession(server.uri()).get("/console/sign-in").body();
    String file = page.replaceAll("(?s).*?(/console/assets/[^\"?]+).*", "$1");

    Reply reply = Http.send(request(file).build());

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.header("Cache-Control")).isEqualTo("no-cache");
    assertThat(reply.header("X-Content-Type-Options")).isEqualTo("nosniff");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/console/users", "/oauth2/authorization/openid"})
  void the_sign_in_that_a_stranger_has_begun_is_kept_for_fifteen_minutes(String page) {
    HttpResponse<String> answer = new BrowserSession(server.uri()).get(page);

    assertThat(answer.headers().firstValue("Set-Cookie").orElseThrow()).contains("; Max-Age=900;");
  }

  @ParameterizedTest
  @CsvSource({"/docs,''", "/v1/openapi.json,gzip"})
  void a_long_text_without_a_strong_tag_is_compressed_for_who_takes_that(
      String path, String encoding) {
    HttpResponse<String> taken =
        server.key(Scope.READ).send("GET", path, "", "Accept-Encoding", "gzip").response();
    HttpResponse<String> plain =
        server.key(Scope.READ).send("GET", path, "", "Accept-Encoding", "gzip;q=0").response();

    assertThat(taken.headers().firstValue("Content-Encoding").orElse("")).isEqualTo(encoding);
    assertThat(plain.headers().firstValue("Content-Encoding")).isEmpty();
    List<String> vary = encoding.isEmpty() ? List.of() : List.of("Accept-Encoding");
    assertThat(taken.headers().allValues("Vary")).containsAll(vary);
    assertThat(plain.headers().allValues("Vary")).containsAll(vary);
  }
}
