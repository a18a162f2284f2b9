package dev.orgtable.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.Group;
import dev.orgtable.server.Http.Reply;
import dev.orgtable.server.caller.Rights;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A query that is not understood is refused, and the response names the parameter. */
final class QueriesTest extends ApiTest {

  @BeforeEach
  void bob_is_in_staff_alone() {
    annOwnsAcme();
    bobIsIn(Group.of("staff"));
  }

  private static Stream<String> operations() {
    return Rights.table().keySet().stream().sorted();
  }

  @ParameterizedTest
  @MethodSource("operations")
  void no_operation_takes_a_parameter_that_it_does_not_know(String operation) {
    String[] request = operation.split(" ", -1);
    String path =
        request[1]
            .replace("{organisation}", acme)
            .replace("{email}", bob)
            .replace("{service}", "crm")
            .replace("{group}", "staff")
            .replaceAll("\\{\\w+}", "abcdefghijkl");

    Reply refused =
        backEnd().send(request[0], path + "?dryRun=true", request[0].equals("GET") ? "" : "{}");

    refuses(refused, "dryRun");
    assertThat(backEnd().get(path("/members/" + bob)).status()).isEqualTo(200);
  }

  private static void refuses(Reply refused, String field) {
    assertThat(refused.status()).as("%s", refused).isEqualTo(400);
    assertThat(refused.text("code")).isEqualTo("invalid_request");
    assertThat(refused.json().at("/errors/0/field").asString()).isEqualTo(field);
  }

  @ParameterizedTest
  @CsvSource({
    "groups, did you mean group?",
    "Group, did you mean group?",
    "grop, did you mean group?",
    "GROUP, did you mean group?",
    "usr, did you mean user?",
    "organization, did you mean organisation?",
    "role, 'it takes at, group, maxStaleness, organisation, permission, service, user'",
    "limit, 'it takes at, group, maxStaleness, organisation, permission, service, user'"
  })
  void a_check_with_a_misspelt_parameter_is_refused_and_told_the_right_one(
      String name, String hint) {
    String query = "user=" + bob + "&organisation=" + acme + "&" + name + "=admin";

    Reply refused = backEnd().get("/v1/check?" + query);

    refuses(refused, name);
    assertThat(refused.text("detail"))
        .isEqualTo(name + " is not a parameter of this operation; " + hint);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/members?groups=staff",
        "/members?Limit=1",
        "/members?group=staff&q=b",
        "/members?%67roups=staff",
        "/members?groups",
        "/services?prefix=a",
        "/invitations?email=x",
        "/details?limit=1",
        "?fields=name",
        "/members?gro%C2%A0up=x"
      })
  void a_list_with_a_misspelt_filter_is_not_the_whole_list(String list) {
    Reply refused = backEnd().get(path(list));

    assertThat(refused.status()).as("%s", refused).isEqualTo(400);
    assertThat(refused.text("detail")).contains("is not a parameter of this operation");
  }

  @ParameterizedTest
  @CsvSource({
    "/members?group=staff&group=admin, group",
    "/members?group=staff&group=staff, group",
    "/members?limit=1&limit=2, limit",
    "/members?group=staff&group, group"
  })
  void a_parameter_is_given_once(String list, String name) {
    Reply refused = backEnd().get(path(list));

    refuses(refused, name);
    assertThat(refused.text("detail")).isEqualTo(name + " must be given once");
  }

  @ParameterizedTest
  @CsvSource({
    "/members?group=, group",
    "/members?group, group",
    "/members?group=staff&service=, service",
    "/members?service=crm, group",
    "/members?limit=, limit",
    "/members?cursor=, cursor"
  })
  void a_filter_without_a_value_is_not_left_out(String list, String name) {
    refuses(backEnd().get(path(list)), name);
  }

  @Test
  void a_deletion_that_was_to_be_dry_deletes_nothing() {
    Reply refused = backEnd().delete(path("?dryRun=true"));

    assertThat(refused.text("detail"))
        .isEqualTo("dryRun is not a parameter of this operation; this operation takes none");
    assertThat(backEnd().get(path("")).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"?", "?&", "?limit=1", "?limit=1&group=staff"})
  void a_valid_value_is_accepted(String query) {
    assertThat(backEnd().get(path("/members" + query)).status()).isEqualTo(200);
  }

  @Test
  void a_plus_in_an_address_may_stand_for_itself() {
    server().user("+" + bob);
    server().user("x+y." + bob);

    assertThat(backEnd().get("/v1/users?prefix=x+y." + bob).json().get("data")).hasSize(1);
    assertThat(backEnd().get("/v1/users?prefix=x%2By." + bob).json().get("data")).hasSize(1);
    assertThat(backEnd().get("/v1/users?prefix=+" + bob).json().get("data")).hasSize(1);
    assertThat(backEnd().get("/v1/users?prefix=x+&limit=1").json().get("data")).hasSize(1);
    assertThat(backEnd().get("/v1/check?user=x+y." + bob + "&organisation=" + acme).text("allowed"))
        .isEqualTo("false");
  }
}
