package dev.orgtable.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.server.Http.Reply;
import dev.orgtable.server.caller.Rights;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Preconditions of RFC 9110: supported by every operation on a resource with an {@code ETag},
 * refused by all others.
 */
final class PreconditionsTest extends ApiTest {

  private static final Set<String> KEPT =
      Set.of(
          "GET /v1/users/{email}",
          "PUT /v1/users/{email}",
          "PATCH /v1/users/{email}",
          "DELETE /v1/users/{email}",
          "POST /v1/users/{email}/email",
          "GET /v1/organisations/{organisation}",
          "PUT /v1/organisations/{organisation}",
          "PATCH /v1/organisations/{organisation}",
          "DELETE /v1/organisations/{organisation}",
          "GET /v1/organisations/{organisation}/services/{service}",
          "PUT /v1/organisations/{organisation}/services/{service}",
          "DELETE /v1/organisations/{organisation}/services/{service}",
          "GET /v1/organisations/{organisation}/groups/{group}",
          "PUT /v1/organisations/{organisation}/groups/{group}",
          "DELETE /v1/organisations/{organisation}/groups/{group}");

  @BeforeEach
  void acme_has_a_service_and_bob_is_in_nothing() {
    annOwnsAcme();
    backEnd().put(path("/services/crm"), "{'name':'CRM'}");
    backEnd().put(path("/groups/sales"), "{'label':'Sales'}");
  }

  private String filled(String pattern) {
    return pattern
        .replace("{email}", bob)
        .replace("{organisation}", acme)
        .replace("{service}", "crm")
        .replace("/groups/{group}", "/groups/sales")
        .replaceAll("\\{\\w+}", "x");
  }

  private String body(String operation) {
    boolean bare =
        operation.matches(
            ".*(\\{organisation}/(accept|reject)|/(resend|suspend|reactivate|rotate|test)|\\{event}/replay|members/.*groups/\\{group})");
    if (bare || operation.startsWith("GET") || operation.startsWith("DELETE")) {
      return "";
    }
    if (operation.endsWith("/groups/{group}/rename")) {
      return "{\"name\":\"new\"}";
    }
    if (operation.endsWith("/groups/{group}")) {
      return "{\"label\":\"New\"}";
    }
    return operation.endsWith("/email")
        ? "{\"email\":\"new." + bob + "\"}"
        : operation.contains("/users/") ? "{\"firstName\":\"New\"}" : "{\"name\":\"New\"}";
  }

  private Reply send(String operation, String... headers) {
    String[] parts = operation.split(" ", -1);
    return backEnd().send(parts[0], filled(parts[1]), body(operation), headers);
  }

  private String tag(String operation) {
    String path = filled(operation.split(" ", -1)[1]).replaceAll("/email$", "");
    return backEnd().get(path).header("ETag");
  }

  static Stream<String> kept() {
    return KEPT.stream().sorted();
  }

  /** Without the roles, which are for the whole table: {@code RolesApiTest} has theirs. */
  static Stream<String> notKept() {
    return Rights.table().keySet().stream()
        .filter(row -> !KEPT.contains(row) && !row.endsWith("/v1/roles"))
        .sorted();
  }

  @ParameterizedTest
  @MethodSource("kept")
  void a_failed_precondition_changes_nothing(String operation) {
    String tag = tag(operation);

    List<Reply> refused =
        List.of(
            send(operation, "If-Match", "\"1\""),
            send(operation, "If-Match", "W/" + tag),
            send(operation, "If-Match", "\"a,b\" , , \"2\""),
            send(operation, "If-Match", "\"0" + tag.substring(1)),
            send(operation, "If-Match", tag, "If-None-Match", tag),
            send(operation, "If-None-Match", "*"),
            send(operation, "If-None-Match", "\"1\", W/" + tag));

    boolean read = operation.startsWith("GET");
    assertThat(refused.subList(0, 4)).extracting(Reply::status).containsOnly(412);
    assertThat(refused.subList(4, 7)).extracting(Reply::status).containsOnly(read ? 304 : 412);
    assertThat(refused.get(0).text("code")).isEqualTo("stale");
    assertThat(tag(operation)).isEqualTo(tag);
  }

  @ParameterizedTest
  @MethodSource("kept")
  void a_satisfied_precondition_permits_the_change(String operation) {
    String tag = tag(operation);

    Reply done =
        send(operation, "If-Match", "\"1\",W/\"2\", " + tag, "If-None-Match", "\"1\", \"2\"");

    assertThat(done.status()).as("%s", done).isIn(200, 204);
  }

  @ParameterizedTest
  @MethodSource("notKept")
  void an_operation_without_a_tag_refuses_preconditions(String operation) {
    for (String header : List.of("If-Match", "If-None-Match")) {
      for (String value : List.of("*", "\"1\"")) {
        Reply refused = send(operation, header, value);

        assertThat(refused.status()).as("%s %s", operation, refused).isEqualTo(400);
        assertThat(refused.json().at("/errors/0/field").asString()).isEqualTo(header);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"/v1/users/NEW,{'firstName':'A'}", "ACME/services/new,{'name':'A'}"})
  void a_precondition_of_absence_creates_once(String path, String body) {
    String place = path.replace("NEW", "new." + ann).replace("ACME", path(""));

    Reply first = backEnd().put(place, body, "If-None-Match", "*");
    Reply second = backEnd().put(place, body, "If-None-Match", "*");

    assertThat(first.status()).isEqualTo(201);
    assertThat(second.status()).isEqualTo(412);
    assertThat(backEnd().get(place).header("ETag")).isEqualTo(first.header("ETag"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"PUT", "PATCH"})
  void of_many_who_name_the_same_tag_one_is_served(String method) throws Exception {
    String tag = backEnd().get(path("")).header("ETag");
    ExecutorService threads = Executors.newFixedThreadPool(8);
    List<Future<Integer>> answers = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      String body = "{\"name\":\"Name " + i + "\"}";
      answers.add(
          threads.submit(() -> backEnd().send(method, path(""), body, "If-Match", tag).status()));
    }

    List<Integer> statuses = new ArrayList<>();
    for (Future<Integer> answer : answers) {
      statuses.add(answer.get());
    }
    threads.shutdown();

    assertThat(statuses).containsOnly(200, 412).containsOnlyOnce(200);
  }

  @Test
  void dates_are_no_preconditions_since_nothing_tells_when_it_was_changed() {
    String past = "Thu, 01 Jan 1970 00:00:00 GMT";

    Reply read =
        send("GET /v1/users/{email}", "If-Modified-Since", "Fri, 01 Jan 2100 00:00:00 GMT");
    Reply written = send("PATCH /v1/users/{email}", "If-Unmodified-Since", past);

    assertThat(List.of(read.status(), written.status())).containsOnly(200);
    assertThat(read.header("Last-Modified")).isEmpty();
  }

  @Test
  void a_repeated_request_is_answered_again_though_its_precondition_holds_no_more() {
    String tag = tag("POST /v1/users/{email}/email");
    String[] headers = {"If-Match", tag, "Idempotency-Key", "move-" + bob};

    Reply first = send("POST /v1/users/{email}/email", headers);
    Reply again = send("POST /v1/users/{email}/email", headers);
    Reply other =
        send("POST /v1/users/{email}/email", "If-Match", "\"1\"", "Idempotency-Key", "move-" + bob);

    assertThat(List.of(first.status(), again.status())).containsOnly(200);
    assertThat(again.header("ETag")).isEqualTo(first.header("ETag"));
    assertThat(other.text("code")).isEqualTo("key_reused");
  }

  @ParameterizedTest
  @ValueSource(strings = {"user", "service", "address"})
  void a_tag_never_comes_back(String kind) {
    String place = kind.equals("service") ? path("/services/crm") : "/v1/users/" + bob;
    String body = kind.equals("service") ? "{'name':'CRM'}" : "{'firstName':'Other'}";
    String seen = backEnd().get(place).header("ETag");

    if (kind.equals("address")) {
      backEnd().post(place + "/email", "{'email':'away." + bob + "'}");
      backEnd().put("/v1/users/other." + bob, body);
      backEnd().post("/v1/users/other." + bob + "/email", "{'email':'" + bob + "'}");
    } else {
      backEnd().delete(place);
      backEnd().put(place, body);
    }

    assertThat(backEnd().send("GET", place, "", "If-None-Match", seen).status()).isEqualTo(200);
    assertThat(backEnd().put(place, body, "If-Match", seen).status()).isEqualTo(412);
  }
}
