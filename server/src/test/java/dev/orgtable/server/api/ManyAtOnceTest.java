package dev.orgtable.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.Group;
import dev.orgtable.server.Http.Reply;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** In a batch, each entry has its own result, independent of the others. */
@Tag("slow")
final class ManyAtOnceTest extends ApiTest {

  @BeforeEach
  void bob_is_in_staff() {
    annOwnsAcme();
    bobIsIn(Group.of("staff"));
  }

  private static List<String> statuses(Reply answers) {
    return answers.json().get("data").findValues("status").stream()
        .map(JsonNode::asString)
        .toList();
  }

  @Test
  void an_invalid_address_is_reported_with_its_place_and_the_others_are_invited() {
    Reply answers =
        backEnd()
            .post(
                path("/invitations/batch"),
                "{'emails':['a." + bob + "','bad one','b." + bob + "']}");

    assertThat(answers.status()).as("%s", answers).isEqualTo(200);
    JsonNode bad = answers.json().at("/data/1");
    assertThat(bad.path("email").asString()).isEqualTo("bad one");
    assertThat(bad.path("status").asInt()).isEqualTo(400);
    assertThat(bad.path("invitation").isNull()).isTrue();
    assertThat(bad.at("/problem/errors/0/field").asString()).isEqualTo("emails.1");
    assertThat(answers.json().at("/data/0/status").asInt()).isEqualTo(201);
    assertThat(answers.json().at("/data/2/status").asInt()).isEqualTo(201);
    assertThat(backEnd().get(path("/invitations")).json().get("data")).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "key"})
  void an_address_given_again_is_invited_once_with_a_key_as_without(String key) {
    String body = "{'emails':['d.BOB','D.BOB',' d.BOB ','ANN','ANN']}";
    String emails = body.replace("BOB", bob).replace("ANN", ann);
    String[] header = key.isEmpty() ? new String[0] : new String[] {"Idempotency-Key", key + acme};

    Reply first = backEnd().post(path("/invitations/batch"), emails, header);
    backEnd().delete(path("/invitations/d." + bob));
    Reply again = backEnd().post(path("/invitations/batch"), emails, header);

    assertThat(first.json().at("/data/0/status").asInt()).isEqualTo(201);
    for (int i = 1; i <= 2; i++) {
      assertThat(first.json().at("/data/" + i + "/status").asInt()).isEqualTo(409);
      assertThat(first.json().at("/data/" + i + "/problem/code").asString())
          .isEqualTo("already_invited");
    }
    assertThat(first.json().at("/data/4/problem/code").asString()).isEqualTo("already_member");
    assertThat(statuses(again)).isEqualTo(statuses(first));
  }

  @Test
  void an_invalid_check_is_denied_and_the_others_are_answered() {
    String good = "{'user':'" + bob + "','organisation':'" + acme + "','group':'staff'}";
    String bad =
        "{'user':'nobody','organisation':'ACME'},{'user':'BOB','organisation':'a b'},"
            + "{'user':'BOB','organisation':'ACME','group':'a/b'},"
            + "{'user':'BOB','organisation':'ACME','service':'s'},{'user':'BOB'}";
    String questions = good + "," + bad.replace("ACME", acme).replace("BOB", bob) + "," + good;

    Reply answers = backEnd().post("/v1/check", "{'questions':[" + questions + "]}");

    assertThat(answers.status()).as("%s", answers).isEqualTo(200);
    List<String> fields = List.of("user", "organisation", "group", "group", "organisation");
    for (int i = 1; i <= fields.size(); i++) {
      JsonNode answer = answers.json().at("/data/" + i);
      assertThat(answer.path("allowed").asBoolean(true)).isFalse();
      assertThat(answer.path("member").asBoolean(true)).isFalse();
      assertThat(answer.at("/problem/status").asInt()).isEqualTo(400);
      assertThat(answer.at("/problem/errors/0/field").asString())
          .isEqualTo("questions." + i + "." + fields.get(i - 1));
    }
    for (int i : List.of(0, fields.size() + 1)) {
      JsonNode answer = answers.json().at("/data/" + i);
      assertThat(answer.path("allowed").asBoolean(false)).isTrue();
      assertThat(answer.path("problem").isNull()).isTrue();
    }
  }

  @Test
  void a_body_that_is_no_list_of_questions_or_addresses_is_refused_as_a_whole() {
    String question = "{'user':'" + bob + "','organisation':'" + acme + "','groups':'g'}";

    Reply check = backEnd().post("/v1/check", "{'questions':[" + question + "]}");
    Reply batch = backEnd().post(path("/invitations/batch"), "{'emails':['a." + bob + "',5]}");

    assertThat(check.status()).isEqualTo(400);
    assertThat(check.json().at("/errors/0/field").asString()).isEqualTo("questions.0.groups");
    assertThat(batch.status()).isEqualTo(400);
    assertThat(batch.json().at("/errors/0/field").asString()).isEqualTo("emails.1");
    assertThat(backEnd().get(path("/invitations")).json().get("data")).isEmpty();
  }
}
