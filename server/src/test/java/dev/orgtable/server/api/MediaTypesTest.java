package dev.orgtable.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.server.Http.Reply;
import dev.orgtable.server.Raw;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Media types of requests and responses, and the methods of each path. */
final class MediaTypesTest extends ApiTest {

  private String user() {
    return "{\"email\":\"" + ann + "\",\"firstName\":\"Ann\"}";
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain",
        "text/json",
        "application/xml",
        "application/x-www-form-urlencoded",
        "multipart/form-data",
        "multipart/form-data; boundary=x",
        "application/json;charset=nonsense",
        "nonsense",
        ""
      })
  void another_media_type_is_not_read(String type) {
    Reply refused = backEnd().send("POST", "/v1/users", user(), "Content-Type", type);

    assertThat(refused.status()).as("%s", refused).isEqualTo(415);
    assertThat(refused.text("code")).isEqualTo("unsupported_media_type");
    assertThat(backEnd().get("/v1/users/" + ann).status()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT"})
  void a_form_is_not_read_however_broken(String method) {
    String path = method.equals("POST") ? "/v1/users" : "/v1/users/" + ann;

    Reply refused =
        backEnd().send(method, path, "%zz=1", "Content-Type", "application/x-www-form-urlencoded");

    assertThat(refused.text("code")).isIn("unsupported_media_type", "invalid_request");
  }

  @Test
  void a_body_without_a_media_type_is_not_read() {
    Raw refused =
        Raw.send(backEnd(), user().getBytes(StandardCharsets.UTF_8), "POST /v1/users HTTP/1.1");

    assertThat(refused.status()).isEqualTo(415);
    assertThat(refused.code()).isEqualTo("unsupported_media_type");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Content-Type: text/plain", "Content-Encoding: gzip"})
  void every_line_of_a_header_about_the_body_counts(String second) {
    Raw refused =
        Raw.send(
            backEnd(),
            user().getBytes(StandardCharsets.UTF_8),
            "POST /v1/users HTTP/1.1",
            "Content-Type: application/json",
            "Content-Encoding: identity",
            second);

    assertThat(refused.status()).isEqualTo(415);
    assertThat(refused.code()).isEqualTo("unsupported_media_type");
    assertThat(backEnd().get("/v1/users/" + ann).status()).isEqualTo(404);
  }

  @Test
  void a_method_that_the_server_does_not_know_is_named() {
    Raw refused = Raw.send(backEnd(), new byte[0], "PROPFIND /v1/users HTTP/1.1");

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.json().get("detail").asString())
        .isEqualTo("the method PROPFIND is not supported");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/html",
        "application/xml",
        "nonsense",
        "application/problem+json",
        "image/*",
        "application/json;q=0",
        "*/*, application/json;q=0.0"
      })
  void a_caller_that_does_not_accept_json_is_refused_without_a_change(String accept) {
    Reply refused = backEnd().send("POST", "/v1/users", user(), "Accept", accept);

    assertThat(refused.status()).as("%s", refused).isEqualTo(406);
    assertThat(refused.text("code")).isEqualTo("not_acceptable");
    assertThat(refused.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(backEnd().get("/v1/users/" + ann).status()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"*/*", "application/json", "text/html, */*;q=0.1", "application/*", ""})
  void a_caller_that_accepts_json_gets_json(String accept) {
    Reply created = backEnd().send("POST", "/v1/users", user(), "Accept", accept);

    assertThat(created.status()).isEqualTo(201);
    assertThat(created.header("Content-Type")).isEqualTo("application/json");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/v1/users                                   | GET,POST",
        "/v1/users/a@b.co                            | DELETE,GET,PATCH,PUT",
        "/v1/users/a@b.co/details                    | GET",
        "/v1/users/a@b.co/organisations              | GET",
        "/v1/users/a@b.co/claims                     | GET",
        "/v1/users/a@b.co/events                     | GET",
        "/v1/organisations/x/events                  | GET",
        "/v1/organisations/x/past                    | GET",
        "/v1/events                                  | GET",
        "/v1/users/a@b.co/facts                      | GET,PATCH",
        "/v1/users/a@b.co/organisation-limit         | DELETE,GET,PUT",
        "/v1/users/a@b.co/invitations                | GET",
        "/v1/users/a@b.co/email                      | POST",
        "/v1/users/a@b.co/invitations/x/accept       | POST",
        "/v1/users/a@b.co/invitations/x/reject       | POST",
        "/v1/organisations                           | GET,POST",
        "/v1/organisations/x                         | DELETE,GET,PATCH,PUT",
        "/v1/organisations/x/details                 | GET",
        "/v1/organisations/x/facts                   | GET,PATCH",
        "/v1/organisations/x/seats                   | GET",
        "/v1/organisations/x/seats/limit             | DELETE,PUT",
        "/v1/organisations/x/members/a@b.co/facts    | GET,PATCH",
        "/v1/organisations/x/owners/transfer         | POST",
        "/v1/organisations/x/suspend                 | POST",
        "/v1/organisations/x/reactivate              | POST",
        "/v1/organisations/x/members                 | GET",
        "/v1/organisations/x/members/batch           | DELETE,GET,POST",
        "/v1/organisations/x/members/a@b.co          | DELETE,GET",
        "/v1/organisations/x/members/a@b.co/profile  | PUT",
        "/v1/organisations/x/members/a@b.co/suspend  | POST",
        "/v1/organisations/x/members/a@b.co/reactivate | POST",
        "/v1/organisations/x/members/a@b.co/groups   | PATCH",
        "/v1/organisations/x/members/a@b.co/groups/g | DELETE,PUT",
        "/v1/organisations/x/services                | GET,POST",
        "/v1/organisations/x/groups                  | GET,POST",
        "/v1/organisations/x/groups/g                | DELETE,GET,PUT",
        "/v1/organisations/x/groups/g/rename         | POST",
        "/v1/organisations/x/services/s              | DELETE,GET,PUT",
        "/v1/organisations/x/services/s/members/a@b.co/groups/g | DELETE,PUT",
        "/v1/organisations/x/invitations             | GET,POST",
        "/v1/organisations/x/invitations/a@b.co      | DELETE,GET",
        "/v1/organisations/x/invitations/a@b.co/resend | POST",
        "/v1/invitations/details                     | POST",
        "/v1/invitations/accept                      | POST",
        "/v1/invitations/reject                      | POST",
        "/v1/roles                                   | GET,PUT",
        "/v1/check                                   | GET,POST",
        "/access/v1/evaluation                       | POST",
        "/access/v1/evaluations                      | POST",
        "/access/v1/search/subject                   | POST",
        "/access/v1/search/resource                  | POST",
        "/access/v1/search/action                    | POST",
        "/v1/organisations/x/webhooks                 | GET,POST",
        "/v1/organisations/x/webhooks/w               | DELETE,GET,PATCH",
        "/v1/organisations/x/webhooks/w/rotate        | POST",
        "/v1/organisations/x/webhooks/w/test          | POST",
        "/v1/organisations/x/webhooks/w/deliveries    | GET",
        "/v1/organisations/x/webhooks/w/deliveries/replay | POST",
        "/v1/organisations/x/webhooks/w/deliveries/e/replay | POST",
        "/v1/webhooks                                 | GET,POST",
        "/v1/webhooks/w                               | DELETE,GET,PATCH",
        "/v1/webhooks/w/rotate                        | POST",
        "/v1/webhooks/w/test                          | POST",
        "/v1/webhooks/w/deliveries                    | GET",
        "/v1/webhooks/w/deliveries/replay             | POST",
        "/v1/webhooks/w/deliveries/e/replay           | POST",
        "/v1/keys                                    | GET,POST",
        "/v1/keys/abcdefghijkl                       | DELETE"
      })
  void a_path_tells_its_methods_to_who_uses_another(String path, String methods) {
    List<String> allowed = List.of(methods.split(","));
    String other =
        List.of("PUT", "GET", "PATCH", "POST").stream()
            .filter(method -> !allowed.contains(method))
            .findFirst()
            .orElseThrow();

    Reply refused = backEnd().send(other, path, other.equals("GET") ? "" : "{}");

    assertThat(refused.status()).as("%s", refused).isEqualTo(405);
    assertThat(refused.text("code")).isEqualTo("method_not_allowed");
    assertThat(refused.header("Allow").split(", ")).containsExactlyInAnyOrderElementsOf(allowed);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1",
        "/v2/users",
        "/V1/users",
        "/v1/user",
        "/v1/users.json",
        "/v1/users/",
        "/v1/users/a/b@example.com",
        "/v1/users/%2e%2e/users",
        "/actuator",
        "/actuator/env",
        "/env",
        "/beans",
        "/error",
        "/v1/organisations/x/roles",
        "/access/v1/search",
        "/access/v1/evaluation/",
        "/access/v2/evaluation",
        "/.well-known/authzen-configuration/tenant",
        "/favicon.ico"
      })
  void there_is_nothing_at_other_paths(String path) {
    Reply refused = backEnd().get(path);

    assertThat(refused.status()).as("%s", refused).isEqualTo(404);
    assertThat(refused.text("code")).isEqualTo("not_found");
  }

  @Test
  void a_head_is_a_get_without_its_body() {
    server().user(ann);

    Reply head = backEnd().send("HEAD", "/v1/users/" + ann, "");

    assertThat(head.status()).isEqualTo(200);
    assertThat(head.header("ETag")).isEqualTo(backEnd().get("/v1/users/" + ann).header("ETag"));
    assertThat(head.response().body()).isEmpty();
  }
}
