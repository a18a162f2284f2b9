package dev.orgtable.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.Group;
import dev.orgtable.server.Http.Reply;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whoever is refused is told what is wrong, and what to do instead. */
final class DetailsOfProblemsTest extends ApiTest {

  @BeforeEach
  void bob_is_in_acme() {
    annOwnsAcme();
    bobIsIn(Group.of("staff"));
  }

  private String named(String text) {
    return text.replace("ACME", path(""))
        .replace("ANN", ann)
        .replace("BOB", bob)
        .replace("ID", acme)
        .replace('\'', '"');
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "POST | /v1/users | {'email':'x.BOB','first_name':'F'}"
            + " | first_name is not a field of this request; did you mean firstName?",
        "POST | /v1/users | {'email':'x.BOB','FIRSTNAME':'F'}"
            + " | FIRSTNAME is not a field of this request; did you mean firstName?",
        "PUT  | /v1/users/BOB/organisation-limit | {'most':1}"
            + " | most is not a field of this request; it takes limit",
        "POST | ACME/members/batch | {'members':[{'mail':'x.BOB'}]}"
            + " | members.0.mail is not a field of this request; did you mean email?",
        "POST | ACME/groups | {'name':['x']} | name must be text",
        "POST | ACME/groups | {'name':5} | name must be text",
        "POST | ACME/groups | {'name':{}} | name must be text",
        "POST | ACME/groups | {'name':'g','roles':'x'} | roles must be a list",
        "POST | ACME/groups | {'name':'g','roles':{}} | roles must be a list",
        "POST | ACME/groups | {'name':'g','roles':[5]} | roles.0 must be text",
        "PUT  | ACME/seats/limit | {'limit':'5'} | limit must be a whole number",
        "PUT  | ACME/seats/limit | {'limit':1.5} | limit must be a whole number",
        "PUT  | ACME/seats/limit | {'limit':true} | limit must be a whole number",
        "PATCH | /v1/webhooks/abcdefghijkl | {'enabled':'yes'} | enabled must be true or false",
        "PATCH | ACME/members/BOB/groups | {'add':[]} | add must be an object",
        "POST | ACME/invitations | {'email':'x.BOB','services':[]} | services must be an object",
        "POST | /v1/users | {'email':'x.BOB','firstName':null} | firstName is required",
        "PUT  | /v1/users/BOB | {'firstName':null} | firstName is required",
        "PATCH | /v1/users/BOB | {'firstName':null}"
            + " | firstName must not be null; omit it unless it is required",
        "POST | ACME/members/batch | {'members':[{'email':null}]} | members.0.email is required",
        "POST | ACME/members/batch | {'members':[null]} | members.0 must not be null",
        "POST | ACME/invitations | {'email':'BOB'} | BOB is already a member of organisation ID;"
            + " change the member's groups instead",
        "DELETE | ACME/members/ANN | '' | ANN is the last owner of [ID];"
            + " make another active member an owner first",
      })
  void a_refusal_says_what_is_wrong(String method, String path, String body, String detail) {
    Reply refused =
        body.isEmpty()
            ? backEnd().delete(named(path))
            : backEnd().send(method, named(path), named(body));

    assertThat(refused.text("detail")).isEqualTo(named(detail).replace('"', '\''));
  }

  @Test
  void what_is_not_json_is_told_with_its_place_and_without_codes_of_characters() {
    Reply refused = backEnd().send("POST", "/v1/users", "{\"email\":\"a@b.co\",\n  }");

    assertThat(refused.text("detail"))
        .startsWith("the body is not valid JSON: Unexpected character ('}')")
        .endsWith(" (line 2, column 3)")
        .doesNotContain("code");
  }

  @Test
  void an_invitee_who_is_invited_again_is_told_what_to_do() {
    backEnd().post(path("/invitations"), "{'email':'new." + bob + "'}");

    Reply again = backEnd().post(path("/invitations"), "{'email':'new." + bob + "'}");

    assertThat(again.text("code")).isEqualTo("already_invited");
    assertThat(again.text("detail")).endsWith("; resend the invitation, or revoke it first");
  }

  @Test
  void whoever_has_an_old_revision_is_told_to_get_the_new_one() {
    Reply stale = backEnd().put(path(""), "{'name':'N'}", "If-Match", "\"1\"");

    assertThat(stale.status()).isEqualTo(412);
    assertThat(stale.text("detail")).endsWith("; get it again and repeat with the new ETag");
  }

  @ParameterizedTest
  @CsvSource({
    "/v1/organizations, did you mean /v1/organisations? See /docs for the paths that there are",
    "/v1/organization/x, did you mean /v1/organisations? See /docs for the paths that there are",
    "/organisations, did you mean /v1/organisations? See /docs for the paths that there are",
    "/v1/organisations/x/nothing, See /docs for the paths that there are",
    "/v1/entirely-different, See /docs for the paths that there are",
    "/v1, See /docs for the paths that there are"
  })
  void an_unknown_path_is_told_where_the_known_ones_are(String path, String detail) {
    Reply missing = backEnd().get(path);

    assertThat(missing.status()).as("%s", missing).isEqualTo(404);
    assertThat(missing.text("code")).isEqualTo("not_found");
    assertThat(missing.text("detail")).isEqualTo(detail);
  }

  @Test
  void a_method_that_a_path_does_not_support_is_told_the_others() {
    Reply refused = backEnd().delete("/v1/users");

    assertThat(refused.status()).isEqualTo(405);
    assertThat(refused.text("detail")).isEqualTo("this path supports GET, POST");
  }

  @Test
  void the_description_is_found_without_its_ending_and_without_a_key() {
    Reply found = server().anybody().get("/v1/openapi");

    assertThat(found.status()).isEqualTo(302);
    assertThat(found.header("Location")).endsWith("/v1/openapi.json");
  }

  @Test
  void a_wrong_type_of_events_is_repeated_in_part_and_without_control_characters() {
    String long40 =
        IntStream.range(0, 40).mapToObj(i -> "\ud83d\ude00").collect(Collectors.joining());

    assertThat(typed("member.aded"))
        .endsWith("must be a type, such as member.added, not \"member.aded\"");
    assertThat(typed("a\\nb\\\"c")).endsWith(", not \"a\ufffdb\ufffdc\"");
    assertThat(typed(long40 + "x")).endsWith(", not \"" + long40 + "…\"");
  }

  private String typed(String type) {
    Reply refused =
        backEnd()
            .send(
                "POST",
                path("/webhooks"),
                "{\"url\":\"https://a.example\",\"types\":[\"" + type + "\"]}");
    return refused.text("detail");
  }
}
