package dev.orgtable.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.Group;
import dev.orgtable.server.Http.Reply;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A body that is not understood is refused: its media type, encoding, and nulls. */
final class BodiesTest extends ApiTest {

  private static final String PATCH = "application/merge-patch+json";

  @BeforeEach
  void bob_is_in_staff() {
    annOwnsAcme();
    bobIsIn(Group.of("staff"));
  }

  private String named(String text) {
    return text.replace("ACME", "/v1/organisations/" + acme)
        .replace("ID", acme)
        .replace("ANN", ann)
        .replace("BOB", bob);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json-patch+json",
        "application/problem+json",
        "application/vnd.api+json",
        "application/json;charset=UTF-16",
        "application/json;charset=ISO-8859-1",
        "application/json;v=2",
        "text/plain",
        "application/x-www-form-urlencoded"
      })
  void json_of_another_kind_is_not_read(String type) {
    String users = "{\"email\":\"carl." + bob + "\",\"firstName\":\"C\"}";

    Reply posted = backEnd().send("POST", "/v1/users", users, "Content-Type", type);
    Reply patched =
        backEnd().send("PATCH", "/v1/users/" + bob, "{\"phone\":\"1\"}", "Content-Type", type);

    assertThat(posted.status()).as("%s", posted).isEqualTo(415);
    assertThat(posted.text("detail"))
        .isEqualTo("this operation accepts application/json, in UTF-8");
    assertThat(posted.header("Accept")).isEqualTo("application/json");
    assertThat(patched.status()).as("%s", patched).isEqualTo(415);
    assertThat(patched.header("Accept-Patch").split(", *")).contains("application/json", PATCH);
    assertThat(backEnd().get("/v1/users/" + bob).text("phone")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json",
        "APPLICATION/JSON",
        "application/json; charset=utf-8",
        "application/json;charset=\"UTF-8\""
      })
  void json_is_read_however_its_type_is_written(String type) {
    Reply patched =
        backEnd().send("PATCH", "/v1/users/" + bob, "{\"phone\":\"1\"}", "Content-Type", type);

    assertThat(patched.status()).as("%s", patched).isEqualTo(200);
  }

  @Test
  void a_merge_patch_is_read_where_null_removes_and_nowhere_else() {
    String groups = "{'add':{'groups':['g']}}";

    assertThat(backEnd().patch(path("/members/" + bob + "/groups"), groups, "Content-Type", PATCH))
        .satisfies(
            refused -> {
              assertThat(refused.status()).isEqualTo(415);
              assertThat(refused.header("Accept-Patch")).isEqualTo("application/json");
            });
    assertThat(backEnd().put(path(""), "{'name':'N'}", "Content-Type", PATCH).status())
        .isEqualTo(415);
    assertThat(backEnd().patch(path(""), "{'name':'N'}", "Content-Type", PATCH).text("name"))
        .isEqualTo("N");
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "br", "deflate", "x-unknown"})
  void a_body_is_not_compressed(String encoding) {
    Reply refused =
        backEnd().patch("/v1/users/" + bob, "{'phone':'1'}", "Content-Encoding", encoding);

    assertThat(refused.status()).as("%s", refused).isEqualTo(415);
    assertThat(refused.header("Accept-Encoding")).isEqualTo("identity");
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/json", PATCH})
  void null_in_a_patch_of_a_user_removes_what_can_be_removed(String type) {
    backEnd().put("/v1/users/" + bob, "{'firstName':'B','lastName':'L','phone':'1'}");

    Reply refused =
        backEnd()
            .patch("/v1/users/" + bob, "{'firstName':null,'phone':null}", "Content-Type", type);
    Reply one = backEnd().patch("/v1/users/" + bob, "{'lastName':null}", "Content-Type", type);
    Reply other = backEnd().patch("/v1/users/" + bob, "{'phone':null}", "Content-Type", type);

    assertThat(refused.status()).as("%s", refused).isEqualTo(400);
    assertThat(refused.json().at("/errors/0/field").asString()).isEqualTo("firstName");
    assertThat(one.text("lastName")).isEmpty();
    assertThat(one.text("phone")).isEqualTo("1");
    assertThat(other.text("phone")).isEmpty();
    assertThat(other.text("firstName")).isEqualTo("B");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "POST  | /v1/check                |"
            + " {'questions':[{'user':'BOB','organisation':'ID','group':null}]} |"
            + " questions.0.group",
        "POST  | /v1/check                |"
            + " {'questions':[{'user':'BOB','organisation':'ID','group':'g','service':null}]} |"
            + " questions.0.service",
        "POST  | /v1/check                | {'questions':null} | questions",
        "POST  | /access/v1/evaluation | "
            + "{'subject':{'type':'user','id':'BOB'},'action':{'name':null}"
            + ",'resource':{'type':'organisation','id':'ID'}} | action.name",
        "POST  | /access/v1/evaluation | "
            + "{'subject':{'type':'user','id':'BOB'},'action':{'name':'member'}"
            + ",'resource':{'type':'organisation','id':'ID'},'context':null} | context",
        "POST  | /access/v1/evaluations | "
            + "{'subject':{'type':'user','id':'BOB'},'action':{'name':'member'}"
            + ",'resource':{'type':'organisation','id':'ID'},'options':null} | options",
        "POST  | /access/v1/evaluations | "
            + "{'evaluations':[{'subject':{'type':null}}]} | evaluations.0.subject.type",
        "POST  | /access/v1/search/subject | "
            + "{'subject':{'type':'user','id':null},'action':{'name':'member'}"
            + ",'resource':{'type':'organisation','id':'ID'}} | subject.id",
        "POST  | /access/v1/search/resource | "
            + "{'subject':{'type':'user','id':'BOB'},'action':{'name':'member'},'resource':null}"
            + " | resource",
        "POST  | /access/v1/search/action | "
            + "{'subject':{'type':'user','id':'BOB'}"
            + ",'resource':{'type':'organisation','id':'ID'},'page':{'token':null}}"
            + " | page.token",
        "POST  | ACME/webhooks            | {'url':null} | url",
        "POST  | ACME/webhooks            | {'url':'https://a.co','types':[null]} | types.0",
        "PATCH | ACME/webhooks/WEBHOOK    | {'types':null} | types",
        "PATCH | ACME/webhooks/WEBHOOK    | {'enabled':null} | enabled",
        "POST  | ACME/webhooks/WEBHOOK/deliveries/replay | {'since':null} | since",
        "POST  | /v1/webhooks             | {'description':null} | description",
        "PATCH | /v1/webhooks/WEBHOOK     | {'url':null} | url",
        "POST  | /v1/webhooks/WEBHOOK/deliveries/replay | {'since':null} | since",
        "POST  | /v1/keys                 | {'name':'k','scopes':['read'],'expiresIn':null} |"
            + " expiresIn",
        "POST  | /v1/keys                 | {'name':'k','scopes':[null]} | scopes.0",
        "POST  | /v1/organisations        | {'name':'N','owner':null} | owner",
        "POST  | /v1/users                | {'email':'x.BOB','firstName':'F','lastName':null} |"
            + " lastName",
        "PUT   | /v1/users/BOB            | {'firstName':'F','phone':null} | phone",
        "PATCH | /v1/users/BOB            | {'email':null} | email",
        "PATCH | ACME                     | {'name':null} | name",
        "PUT   | ACME/services/crm        | {'name':null} | name",
        "POST  | ACME/groups              | {'name':null} | name",
        "POST  | ACME/groups/sales/rename | {'name':null} | name",
        "PUT   | ACME/groups/sales        | {'label':null} | label",
        "PUT   | ACME/groups/sales        | {'externalId':null} | externalId",
        "PUT   | ACME/groups/sales        | {'roles':[null]} | roles.0",
        "PATCH | ACME/members/BOB/groups  | {'add':null} | add",
        "PATCH | ACME/members/BOB/groups  | {'add':{'groups':null}} | add.groups",
        "PATCH | ACME/members/BOB/groups  | {'remove':{'services':{'crm':null}}} |"
            + " remove.services.crm",
        "POST  | ACME/invitations         | {'email':'x.BOB','groups':null} | groups",
        "POST  | ACME/invitations         | {'email':'x.BOB','expiresIn':null} | expiresIn",
        "POST  | ACME/invitations/batch   | {'emails':['x.BOB'],'invitedBy':null} | invitedBy",
        "PATCH | /v1/users/BOB/facts      | {'metadata':null} | metadata",
        "PUT   | ACME/seats/limit         | {'limit':null} | limit",
        "PUT   | /v1/users/BOB/organisation-limit | {'limit':null} | limit",
        "PUT   | ACME/members/BOB/profile | {'firstName':'F','phone':null} | phone",
        "POST  | ACME/members/batch       | {'members':null} | members",
        "POST  | ACME/members/batch       | {'members':[null]} | members.0",
        "POST  | ACME/members/batch       | {'members':[{'email':'x.BOB','groups':null}]} |"
            + " members.0.groups",
        "POST  | ACME/owners/transfer     | {'from':null,'to':'BOB'} | from",
        "POST  | /v1/users/BOB/email      | {'email':null} | email",
        "POST  | /v1/invitations/accept   | {'token':'x','firstName':null} | firstName",
        "POST  | /v1/invitations/reject   | {'token':null} | token"
      })
  void null_is_no_value_anywhere_else(String method, String path, String body, String field) {
    Reply refused = backEnd().send(method, named(path), named(body).replace('\'', '"'));

    assertThat(refused.status()).as("%s", refused).isEqualTo(400);
    assertThat(refused.json().at("/errors/0/field").asString()).isEqualTo(field);
    assertThat(refused.text("detail"))
        .matches(
            Pattern.quote(field)
                + "( is required| must not be null(; omit it unless it is required)?)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET    | ACME                             | {'name':'N'}",
        "DELETE | ACME                             | {'dryRun':true}",
        "DELETE | /v1/users/BOB                    | {}{}",
        "PUT    | ACME/members/BOB/groups/g        | {'expiresIn':'P1D'}",
        "DELETE | ACME/members/BOB/groups/staff    | []",
        "POST   | ACME/invitations/x.BOB/resend    | {'expiresIn':'P30D'}",
        "POST   | ACME/webhooks/WEBHOOK/rotate     | {'now':true}",
        "POST   | /v1/webhooks/WEBHOOK/test        | {'type':'member.added'}",
        "POST   | /v1/users/BOB/invitations/ID/accept | null",
        "POST   | /v1/users/BOB/invitations/ID/reject | a=1"
      })
  void an_operation_without_a_body_takes_none(String method, String path, String body) {
    String before = backEnd().get(path("/details")).response().body();

    Reply refused = backEnd().send(method, named(path), body.replace('\'', '"'));

    assertThat(refused.status()).as("%s", refused).isEqualTo(400);
    assertThat(refused.text("detail")).isEqualTo("this operation takes no body");
    assertThat(backEnd().get(path("/details")).response().body()).isEqualTo(before);
  }

  @ParameterizedTest
  @CsvSource({"31,204", "32,204", "33,400", "10000,400"})
  void to_say_nothing_takes_32_bytes_at_most(int bytes, int status) {
    String body = "{" + " ".repeat(bytes - 2) + "}";

    Reply reply = backEnd().send("PUT", path("/members/" + bob + "/groups/g"), body);

    assertThat(reply.status()).as("%s", reply).isEqualTo(status);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}", " { } ", "\n"})
  void an_operation_without_a_body_accepts_an_empty_one(String body) {
    Reply done = backEnd().send("PUT", path("/members/" + bob + "/groups/g"), body);

    assertThat(done.status()).as("%s", done).isEqualTo(204);
  }

  @Test
  void an_answer_about_an_address_is_no_file() {
    assertThat(backEnd().get("/v1/users/" + bob).header("Content-Disposition")).isEmpty();
    assertThat(backEnd().get("/v1/users/x." + bob).header("Content-Disposition")).isEmpty();
  }

  @Test
  void times_all_have_one_length() {
    String time = backEnd().get("/v1/users/" + bob).text("createdAt");

    assertThat(time).hasSize("2026-01-01T00:00:00.000Z".length()).endsWith(".000Z");
  }
}
