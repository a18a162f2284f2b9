package dev.orgtable.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.EmailAddress;
import dev.orgtable.Group;
import dev.orgtable.OrganisationId;
import dev.orgtable.server.Http.Reply;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/**
 * The certification scenario of the AuthZEN Authorization API 1.0, levels Basic Core, Batch Core
 * and Search Core, as in openid/authzen, certification/authorization-api-1_0-scenario.md. Its
 * fixture is written in our terms: a record is an organisation, {@code read} is {@code member}, and
 * {@code write} is {@code in:writers}.
 */
final class AuthZenScenarioTest extends ApiTest {

  private static final String EVALUATION = "/access/v1/evaluation";
  private static final String EVALUATIONS = "/access/v1/evaluations";
  private static final String SUBJECTS = "/access/v1/search/subject";
  private static final String RESOURCES = "/access/v1/search/resource";
  private static final String ACTIONS = "/access/v1/search/action";
  private static final String ALICE = "'subject':{'type':'user','id':'alice'}";
  private static final String BOB = "'subject':{'type':'user','id':'bob'}";
  private static final String READ = "'action':{'name':'read'}";
  private static final String WRITE = "'action':{'name':'write'}";
  private static final String RECORD_1 = "'resource':{'type':'record','id':'record-1'}";
  private static final String RECORD_2 = "'resource':{'type':'record','id':'record-2'}";
  private static final String CONTEXT =
      "'context':{'time':'2025-06-27T18:03-07:00','ip':'192.168.1.1'}";

  /** Alice may read and write record-1, bob may read it. */
  @BeforeEach
  void load_the_fixture() {
    OrganisationId record1 = annOwnsAcme();
    bobIsIn();
    server().organisation("second-" + acme, EmailAddress.of(ann));
    store().memberships().addToGroups(EmailAddress.of(ann), record1, Set.of(Group.of("writers")));
  }

  private String mapped(String text) {
    return text.replace("alice", ann)
        .replace("'bob'", "'" + bob + "'")
        .replace("record-1", acme)
        .replace("record-2", "second-" + acme)
        .replace("'record'", "'organisation'")
        .replace("'read'", "'member'")
        .replace("'write'", "'in:writers'");
  }

  private Reply post(String path, String... members) {
    return backEnd().post(path, mapped("{" + String.join(",", members) + "}"));
  }

  private static void decides(Reply reply, boolean decision) {
    assertThat(reply.status()).as("%s", reply).isEqualTo(200);
    assertThat(reply.header("Content-Type")).isEqualTo("application/json");
    assertThat(reply.json().path("decision").isBoolean()).as("%s", reply).isTrue();
    assertThat(reply.json().path("decision").asBoolean()).as("%s", reply).isEqualTo(decision);
  }

  private static List<Boolean> decisions(Reply reply) {
    assertThat(reply.status()).as("%s", reply).isEqualTo(200);
    assertThat(reply.json().has("decision")).as("%s", reply).isFalse();
    return reply.json().path("evaluations").valueStream().map(AuthZenScenarioTest::of).toList();
  }

  private static boolean of(JsonNode each) {
    assertThat(each.path("decision").isBoolean()).as("%s", each).isTrue();
    return each.path("decision").asBoolean();
  }

  private static List<String> found(Reply reply, String field) {
    assertThat(reply.status()).as("%s", reply).isEqualTo(200);
    assertThat(reply.json().path("results").isArray()).as("%s", reply).isTrue();
    assertThat(reply.json().path("results").valueStream())
        .as("%s", reply)
        .allSatisfy(each -> assertThat(each.path(field).isString()).isTrue());
    return reply.json().path("results").findValuesAsString(field);
  }

  @Test
  void c_2_2_the_four_rules_of_the_fixture() {
    decides(post(EVALUATION, ALICE, READ, RECORD_1), true);
    decides(post(EVALUATION, ALICE, WRITE, RECORD_1), true);
    decides(post(EVALUATION, BOB, READ, RECORD_1), true);
    decides(post(EVALUATION, BOB, WRITE, RECORD_1), false);
    decides(post(EVALUATION, ALICE, READ, RECORD_1, CONTEXT), true);
  }

  @Test
  void c_2_2_8_and_9_properties_and_unknown_fields_change_nothing() {
    decides(
        post(
            EVALUATION,
            "'subject':{'type':'user','id':'alice','properties':{'role':null,'a':[{'b':null}]}}",
            "'action':{'name':'read','properties':{'method':'GET'}}",
            "'resource':{'type':'record','id':'record-1','properties':{'owner':'bob'}}"),
        true);
    decides(
        post(EVALUATION, ALICE, READ, RECORD_1, "'foo':'bar','futureField':{'nested':true}"), true);
    decides(
        post(
            EVALUATION,
            "'subject':{'type':'user','id':'alice','foo':null}",
            "'action':{'name':'read','foo':[1]}",
            "'resource':{'type':'record','id':'record-1','foo':1}"),
        true);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{READ,RECORD}",
        "{ALICE,RECORD}",
        "{ALICE,READ}",
        "{'subject':{'id':'alice'},READ,RECORD}",
        "{'subject':{'type':'user'},READ,RECORD}",
        "{ALICE,'action':{},RECORD}",
        "{ALICE,READ,'resource':{'id':'record-1'}}",
        "{ALICE,READ,'resource':{'type':'record'}}",
        "{'subject':'alice',READ,RECORD}",
        "{ALICE,'action':{'name':123},RECORD}",
        "{ALICE,READ,RECORD,'context':[]}",
        "{ALICE,READ,RECORD",
        "[]",
        "{}",
        ""
      })
  void c_2_4_what_is_missing_or_of_another_type_is_refused(String body) {
    String whole = body.replace("ALICE", ALICE).replace("READ", READ).replace("RECORD", RECORD_1);

    for (String path : List.of(EVALUATION, EVALUATIONS)) {
      Reply refused = backEnd().post(path, mapped(whole));

      assertThat(refused.status()).as("%s", refused).isEqualTo(400);
      assertThat(refused.text("code")).isEqualTo("invalid_request");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/plain", "application/xml", "application/problem+json", "", "x"})
  void c_2_4_3_another_media_type_is_a_bad_request(String type) {
    for (String path : List.of(EVALUATION, EVALUATIONS, SUBJECTS, RESOURCES, ACTIONS)) {
      Reply refused = backEnd().send("POST", path, "{}", "Content-Type", type);

      assertThat(refused.status()).as("%s", refused).isEqualTo(400);
      assertThat(refused.header("Content-Type")).isEqualTo("application/problem+json");
      assertThat(refused.response().body()).contains("application/json");
    }
  }

  @ParameterizedTest
  @CsvSource({
    EVALUATION + ",{},400",
    EVALUATIONS + ",{,400",
    SUBJECTS + ",{},400",
    ACTIONS + ",'',400",
    EVALUATION + "/nothing,{},404"
  })
  void c_2_5_the_request_id_comes_back_with_every_answer(String path, String body, int status) {
    String id = "bfe9eb29 ab87; \"any\" string";

    Reply refused = backEnd().post(path, body, "X-Request-ID", id);
    Reply unknown = server().with("otk_none").post(path, body, "X-Request-ID", id);

    assertThat(refused.status()).as("%s", refused).isEqualTo(status);
    assertThat(refused.response().headers().allValues("X-Request-ID")).containsExactly(id);
    assertThat(unknown.status()).isEqualTo(401);
    assertThat(unknown.header("X-Request-ID")).isEqualTo(id);
    assertThat(unknown.header("WWW-Authenticate")).startsWith("Bearer");
    assertThat(backEnd().post(path, body).header("X-Request-ID")).isEmpty();
  }

  @Test
  void c_2_6_the_same_request_gets_the_same_decision() {
    for (int i = 0; i < 3; i++) {
      decides(post(EVALUATION, ALICE, READ, RECORD_1), true);
      decides(post(EVALUATION, BOB, WRITE, RECORD_1), false);
    }
  }

  @Test
  void c_3_2_evaluations_are_answered_in_their_order() {
    assertThat(
            decisions(
                post(
                    EVALUATIONS,
                    ALICE,
                    READ,
                    "'evaluations':[{" + RECORD_1 + "},{" + RECORD_2 + "}]")))
        .containsExactly(true, true);
    assertThat(
            decisions(
                post(EVALUATIONS, BOB, RECORD_1, "'evaluations':[{" + READ + "},{" + WRITE + "}]")))
        .containsExactly(true, false);
    assertThat(
            decisions(
                post(
                    EVALUATIONS,
                    "'evaluations':[{%s,%s,%s},{%s,%s,%s}]"
                        .formatted(ALICE, READ, RECORD_1, BOB, WRITE, RECORD_1))))
        .containsExactly(true, false);
    assertThat(
            decisions(
                post(
                    EVALUATIONS,
                    ALICE,
                    READ,
                    CONTEXT,
                    "'evaluations':[{%s},{%s,'context':{'source':'batch-override'}}]"
                        .formatted(RECORD_1, RECORD_2))))
        .hasSize(2);
  }

  @Test
  void c_3_4_1_an_incomplete_evaluation_is_denied_and_the_others_are_answered() {
    Reply reply =
        post(
            EVALUATIONS,
            ALICE,
            READ,
            "'options':{'evaluations_semantic':'execute_all'}",
            "'evaluations':[{" + RECORD_1 + "},{},{" + RECORD_1 + "}]");

    assertThat(decisions(reply)).containsExactly(true, false, true);
    assertThat(reply.json().at("/evaluations/1/context/error/status").asInt()).isEqualTo(400);
    assertThat(reply.json().at("/evaluations/1/context/error/message").asString())
        .isEqualTo("resource is required");
    assertThat(reply.json().at("/evaluations/0").has("context")).isFalse();
  }

  @Test
  void c_3_4_2_and_3_without_evaluations_the_request_is_one() {
    decides(post(EVALUATIONS, ALICE, READ, RECORD_1), true);
    decides(post(EVALUATIONS, ALICE, READ, RECORD_1, "'evaluations':[]"), true);
    assertThat(post(EVALUATIONS, ALICE, READ, "'evaluations':[]").status()).isEqualTo(400);
  }

  @Test
  void c_4_2_subjects_are_found_whatever_id_or_context_is_given() {
    String user = "'subject':{'type':'user'}";
    Reply plain = post(SUBJECTS, user, READ, RECORD_1);

    assertThat(found(plain, "id")).containsExactlyInAnyOrder(ann, bob);
    assertThat(found(plain, "type")).containsOnly("user");
    assertThat(post(SUBJECTS, user, READ, RECORD_1, CONTEXT).json()).isEqualTo(plain.json());
    assertThat(post(SUBJECTS, ALICE, READ, RECORD_1).json()).isEqualTo(plain.json());
    assertThat(found(post(SUBJECTS, user, WRITE, RECORD_1), "id")).containsExactly(ann);
  }

  @Test
  void c_4_3_resources_are_found_whatever_id_or_context_is_given() {
    String records = "'resource':{'type':'record'}";
    Reply plain = post(RESOURCES, ALICE, READ, records);

    assertThat(found(plain, "id")).containsExactlyInAnyOrder(acme, "second-" + acme);
    assertThat(found(plain, "type")).containsOnly("organisation");
    assertThat(post(RESOURCES, ALICE, READ, records, CONTEXT).json()).isEqualTo(plain.json());
    assertThat(post(RESOURCES, ALICE, READ, RECORD_1).json()).isEqualTo(plain.json());
    assertThat(found(post(RESOURCES, ALICE, WRITE, records), "id")).containsExactly(acme);
  }

  @Test
  void c_4_4_actions_are_found() {
    Reply plain = post(ACTIONS, ALICE, RECORD_1);

    assertThat(found(plain, "name")).containsExactly("member", "in:owner", "in:writers");
    assertThat(post(ACTIONS, ALICE, RECORD_1, CONTEXT).json()).isEqualTo(plain.json());
    assertThat(found(post(ACTIONS, BOB, RECORD_1), "name")).containsExactly("member");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        ACTIONS + "   | {'subject':{'type':'user','id':'nonexistent-user'},RECORD}",
        ACTIONS + "   | {'subject':{'type':'user','id':'nobody@example.com'},RECORD}",
        ACTIONS + "   | {'subject':{'type':'spaceship','id':'alice'},RECORD}",
        ACTIONS + "   | {ALICE,'resource':{'type':'spaceship','id':'record-1'}}",
        ACTIONS + "   | {ALICE,'resource':{'type':'record','id':'none'}}",
        SUBJECTS + "  | {'subject':{'type':'spaceship'},READ,RECORD}",
        SUBJECTS + "  | {ALICE,READ,'resource':{'type':'spaceship','id':'record-1'}}",
        SUBJECTS + "  | {ALICE,READ,'resource':{'type':'record','id':'none'}}",
        SUBJECTS + "  | {ALICE,READ,'resource':{'type':'record','id':'not an id'}}",
        SUBJECTS + "  | {ALICE,'action':{'name':'fly'},RECORD}",
        RESOURCES + " | {'subject':{'type':'user','id':'nobody@example.com'},READ,RECORD}",
        RESOURCES + " | {'subject':{'type':'user','id':'nonexistent-user'},READ,RECORD}",
        RESOURCES + " | {'subject':{'type':'spaceship','id':'alice'},READ,RECORD}",
        RESOURCES + " | {ALICE,READ,'resource':{'type':'spaceship'}}",
        RESOURCES + " | {ALICE,'action':{'name':'fly'},RECORD}"
      })
  void c_4_6_what_is_unknown_has_no_results(String path, String body) {
    Reply empty = backEnd().post(path, mapped(filled(body)));

    assertThat(found(empty, "id")).isEmpty();
    assertThat(empty.json().path("results")).isEmpty();
    assertThat(empty.json().at("/page/next_token").asString("none")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        SUBJECTS + "  | {'subject':{'type':'user'},RECORD}                              | action",
        SUBJECTS + "  | {READ,RECORD}                                                   | subject",
        SUBJECTS
            + "  | {'subject':{},READ,RECORD}                                      | subject.type",
        SUBJECTS
            + "  | {'subject':{'type':'user'},READ,'resource':{'type':'record'}}   | resource.id",
        SUBJECTS + "  | {'subject':{'type':'user'},READ}                                | resource",
        RESOURCES + " | {READ,'resource':{'type':'record'}}                             | subject",
        RESOURCES
            + " | {'subject':{'type':'user'},READ,'resource':{'type':'record'}}   | subject.id",
        RESOURCES + " | {ALICE,READ}                                                    | resource",
        RESOURCES
            + " | {ALICE,READ,'resource':{'id':'record-1'}}                       | resource.type",
        ACTIONS + "   | {ALICE}                                                         | resource",
        ACTIONS
            + "   | {'subject':{'type':'user'},RECORD}                              | subject.id",
        ACTIONS
            + "   | {ALICE,'resource':{'type':'record'}}                            | resource.id"
      })
  void c_4_7_what_is_missing_in_a_search_is_refused(String path, String body, String field) {
    Reply refused = backEnd().post(path, mapped(filled(body)));

    assertThat(refused.status()).as("%s", refused).isEqualTo(400);
    assertThat(refused.json().at("/errors/0/field").asString()).isEqualTo(field);
  }

  private static String filled(String body) {
    return body.replace("ALICE", ALICE).replace("READ", READ).replace("RECORD", RECORD_1);
  }
}
