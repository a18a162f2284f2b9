package dev.orgtable.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.Group;
import dev.orgtable.server.Http;
import dev.orgtable.server.Http.Reply;
import dev.orgtable.testkit.Seed;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Any invalid input yields a documented problem, never an internal error. */
@Tag("slow")
final class BadInputTest extends ApiTest {

  private static final int MOST_BYTES = 320 * 1024;
  private static final int MUTATIONS = 3000;
  private static final Set<String> CODES =
      Set.of(
          "invalid_request",
          "not_found",
          "method_not_allowed",
          "not_acceptable",
          "unsupported_media_type",
          "body_too_large",
          "user_not_found",
          "organisation_not_found",
          "member_not_found",
          "service_not_found",
          "invitation_not_found",
          "invitation_not_open",
          "already_exists",
          "already_member",
          "already_invited",
          "not_owner",
          "last_owner",
          "stale",
          "key_reused",
          "too_many_groups",
          "too_large");

  @BeforeEach
  void bob_is_in_acme() {
    annOwnsAcme();
    backEnd().put(path("/services/crm"), "{'name':'CRM'}");
    bobIsIn(Group.of("staff"));
  }

  private static void isProblem(Reply reply, int status, String code) {
    assertThat(reply.status()).as("%s", reply).isEqualTo(status);
    assertThat(reply.header("Content-Type")).startsWith("application/problem+json");
    assertThat(reply.text("code")).isEqualTo(code);
    assertThat(reply.json().get("status").asInt()).isEqualTo(status);
    assertThat(reply.text("title")).isNotEmpty();
    assertThat(reply.text("type")).isEqualTo("urn:orgtable:problem:" + code);
    assertThat(reply.response().body()).doesNotContain("Exception", "\tat ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "{'email'",
        "nothing",
        "[]",
        "null",
        "'text'",
        "5",
        "{}",
        "{} {}",
        "{'email':null}",
        "{'email':5,'firstName':'A'}",
        "{'email':true,'firstName':'A'}",
        "{'email':{},'firstName':'A'}",
        "{'email':['a@b.co'],'firstName':'A'}",
        "{'email':'a@b.co','firstName':'A','more':1}",
        "{'email':'a@b.co','email':'a@b.co'}",
        "{'email':'a@b.co'}",
        "{'email':'a@b.co','firstName':''}",
        "{'email':'a@b.co','firstName':' '}",
        "{'email':'a@b.co','firstName':'\\u0000'}",
        "{'email':'a@b.co','firstName':'\\ud800'}",
        "{'email':'a@b.co','firstName':'\\u202e'}",
        "{'email':'nobody','firstName':'A'}",
        "{'email':'','firstName':'A'}",
        "{'email':'a@b.co','firstName':'A',}",
        "{'email':'a@b.co','firstName':'A'} more",
        "\ufeff{}",
        "{'a':{'a':{'a':{'a':{'a':{'a':{'a':{'a':{'a':{'a':{'a':{'a':1}}}}}}}}}}}}"
      })
  void an_invalid_user_body_is_refused(String body) {
    isProblem(backEnd().post("/v1/users", body), 400, "invalid_request");
  }

  @Test
  void nesting_without_end_is_refused() {
    isProblem(backEnd().post("/v1/users", "[".repeat(20_000)), 400, "invalid_request");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/v1/check                     | {'questions':[null]}",
        "/v1/check                     | {'questions':[]}",
        "/v1/check                     | {'questions':{}}",
        "/v1/organisations             | {'name':'','owner':'a@b.co'}",
        "/v1/organisations             | {'name':'x','owner':'nobody'}",
        "ACME/invitations              | {'email':'a@b.co','groups':[null]}",
        "ACME/invitations              | {'email':'a@b.co','groups':[['x']]}",
        "ACME/invitations              | {'email':'a@b.co','groups':'staff'}",
        "ACME/invitations              | {'email':'a@b.co','services':{'crm':null}}",
        "ACME/invitations              | {'email':'a@b.co','services':{'a b':['x']}}",
        "ACME/invitations              | {'email':'a@b.co','services':['crm']}",
        "ACME/invitations              | {'email':'a@b.co','expiresIn':'PT1S'}",
        "ACME/invitations              | {'email':'a@b.co','expiresIn':'P91D'}",
        "ACME/invitations              | {'email':'a@b.co','expiresIn':'soon'}",
        "ACME/invitations              | {'email':'a@b.co','expiresIn':7}",
        "ACME/invitations/batch        | {'emails':[]}",
        "ACME/invitations/batch        | {'emails':[null]}",
        "ACME/services                 | {'name':null}",
        "ACME/owners/transfer          | {'from':'a@b.co'}",
        "ACME/owners/transfer          | {'from':'a@b.co','to':'a@b.co'}",
        "/v1/keys                      | {'name':'x','scopes':['all']}",
        "/v1/keys                      | {'name':'x','scopes':['read'],'expiresIn':'P1Y'}"
      })
  void bodies_of_other_operations_are_checked_likewise(String path, String body) {
    isProblem(backEnd().post(path.replace("ACME", path("")), body), 400, "invalid_request");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/users/nobody", "/v1/users/%20", "/v1/users/%00", "/v1/users/a%0A@b.co",
        "/v1/users/%FF%FE", "/v1//users", "/v1/organisations/a%20b", "/v1/organisations/%2e%2e",
        "/v1/organisations/a%2Fb", "/v1/check", "/v1/check?user=a@b.co", "/v1/users?limit=0"
      })
  void paths_and_queries_are_checked_likewise(String path) {
    Reply reply = backEnd().get(path);

    assertThat(reply.status()).as("%s", reply).isIn(400, 404);
    assertThat(CODES).contains(reply.text("code"));
  }

  @Test
  void a_body_is_at_most_64_kilobytes_whether_it_tells_its_length_or_not() {
    String large = "{'email':'a@b.co','firstName':'" + "a".repeat(MOST_BYTES) + "'}";
    byte[] bytes = large.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    HttpRequest chunked =
        HttpRequest.newBuilder(URI.create(backEnd().server() + "/v1/users"))
            .header("Authorization", "Bearer " + backEnd().credential().orElseThrow())
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes)))
            .build();

    isProblem(backEnd().post("/v1/users", large), 413, "body_too_large");
    isProblem(Http.send(chunked), 413, "body_too_large");
  }

  @Test
  void methods_and_media_types_are_those_of_the_operation() {
    Reply method = backEnd().send("PATCH", "/v1/users", "{}");

    isProblem(method, 405, "method_not_allowed");
    assertThat(method.header("Allow")).contains("GET", "POST");
    isProblem(
        backEnd().send("POST", "/v1/users", "x", "Content-Type", "text/plain"),
        415,
        "unsupported_media_type");
    isProblem(
        backEnd().send("GET", "/v1/users", "", "Accept", "application/xml"), 406, "not_acceptable");
    isProblem(backEnd().get("/v1/nothing"), 404, "not_found");
    isProblem(backEnd().get("/v1/users/"), 404, "not_found");
    isProblem(backEnd().put(path(""), "{'name':'x'}", "If-Match", "3"), 400, "invalid_request");
  }

  private List<String[]> requests() {
    return List.of(
        new String[] {"POST", "/v1/users", "{\"email\":\"a@b.co\",\"firstName\":\"A\"}"},
        new String[] {"PUT", "/v1/users/" + bob, "{\"firstName\":\"B\",\"lastName\":\"C\"}"},
        new String[] {"PATCH", "/v1/users/" + bob, "{\"phone\":\"1\"}"},
        new String[] {"POST", "/v1/organisations", "{\"name\":\"A\",\"owner\":\"" + ann + "\"}"},
        new String[] {"PATCH", path(""), "{\"name\":\"B\"}"},
        new String[] {"PUT", path("/services/crm"), "{\"name\":\"C\"}"},
        new String[] {
          "POST",
          path("/invitations"),
          "{\"email\":\"c@b.co\",\"groups\":[\"g\"],\"services\":{\"crm\":[\"r\"]},\"expiresIn\":\"P1D\"}"
        },
        new String[] {
          "POST", path("/invitations/batch"), "{\"emails\":[\"d@b.co\"],\"groups\":[\"g\"]}"
        },
        new String[] {
          "PATCH",
          path("/members/" + bob + "/groups"),
          "{\"add\":{\"groups\":[\"g\"]},\"remove\":{\"services\":{\"crm\":[\"r\"]}}}"
        },
        new String[] {
          "POST", "/v1/check", "{\"questions\":[{\"user\":\"a@b.co\",\"organisation\":\"x\"}]}"
        });
  }

  @Test
  void requests_changed_at_random_never_fail_the_server() {
    Random random = Seed.random();
    List<String[]> requests = requests();
    for (int i = 0; i < MUTATIONS; i++) {
      String[] request = requests.get(random.nextInt(requests.size()));
      String body = mutated(request[2], random);

      Reply reply = backEnd().send(request[0], request[1], body);

      assertThat(reply.status())
          .as("%s: %s %s %s: %s", Seed.option(), request[0], request[1], body, reply)
          .isLessThan(500);
      if (reply.status() >= 400) {
        assertThat(CODES).as("%s: %s", Seed.option(), reply).contains(reply.text("code"));
      }
    }
  }

  private static String mutated(String body, Random random) {
    StringBuilder text = new StringBuilder(body);
    String pieces = "{}[]\",:\\u0019etfn null true -0.5e9 \u0000\u202e\ud83d\ude00é@/";
    for (int i = random.nextInt(3); i >= 0; i--) {
      int at = random.nextInt(text.length());
      switch (random.nextInt(4)) {
        case 0 -> text.deleteCharAt(at);
        case 1 -> text.insert(at, pieces.charAt(random.nextInt(pieces.length())));
        case 2 -> text.setCharAt(at, pieces.charAt(random.nextInt(pieces.length())));
        default -> text.append(text.substring(at));
      }
    }
    return text.toString();
  }
}
