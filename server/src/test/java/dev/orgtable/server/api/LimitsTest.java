package dev.orgtable.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.server.Http.Reply;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every limit is allowed, and one more is refused. */
@Tag("slow")
@Isolated
final class LimitsTest extends ApiTest {

  @BeforeEach
  void ann_owns_acme() {
    annOwnsAcme();
  }

  private static String many(int count, String each) {
    return IntStream.range(0, count)
        .mapToObj(i -> each.replace("#", "" + i))
        .collect(Collectors.joining(",", "[", "]"));
  }

  @Test
  void a_thousand_are_invited_at_once() {
    Reply answers =
        backEnd()
            .post(path("/invitations/batch"), "{'emails':" + many(1000, "'i#." + ann + "'") + "}");

    assertThat(answers.status()).isEqualTo(200);
    assertThat(answers.json().get("data")).hasSize(1000);
    assertThat(answers.json().get("data"))
        .allSatisfy(answer -> assertThat(answer.get("status").asInt()).isEqualTo(201));
    assertThat(backEnd().get(path("/invitations?limit=200")).json().get("data")).hasSize(200);
  }

  @Test
  void a_thousand_and_one_are_refused_and_nobody_is_invited() {
    Reply refused =
        backEnd().post(path("/invitations/batch"), "{'emails':" + many(1001, "'i#@b.co'") + "}");

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.json().at("/errors/0/field").asString()).isEqualTo("emails");
    assertThat(backEnd().get(path("/invitations")).json().get("data")).isEmpty();
  }

  @Test
  void an_address_twice_in_a_batch_is_invited_once() {
    Reply twice = backEnd().post(path("/invitations/batch"), "{'emails':['x@b.co','X@B.co']}");

    assertThat(twice.json().at("/data/0/status").asInt()).isEqualTo(201);
    assertThat(twice.json().at("/data/1/status").asInt()).isEqualTo(409);
    assertThat(twice.json().at("/data/1/problem/code").asString()).isEqualTo("already_invited");
  }

  @Test
  void a_hundred_questions_are_answered_and_one_more_is_refused() {
    String question = "{'user':'" + ann + "','organisation':'" + acme + "'}";

    Reply most = backEnd().post("/v1/check", "{'questions':" + many(100, question) + "}");
    Reply more = backEnd().post("/v1/check", "{'questions':" + many(101, question) + "}");

    assertThat(most.json().get("data")).hasSize(100);
    assertThat(more.status()).isEqualTo(400);
    assertThat(more.json().at("/errors/0/field").asString()).isEqualTo("questions");
  }

  @Test
  void a_page_holds_fifty_unless_said_and_two_hundred_at_most() {
    backEnd().post(path("/invitations/batch"), "{'emails':" + many(201, "'p#." + ann + "'") + "}");

    assertThat(backEnd().get(path("/invitations")).json().get("data")).hasSize(50);
    assertThat(backEnd().get(path("/invitations?limit=200")).json().get("data")).hasSize(200);
    assertThat(backEnd().get(path("/invitations?limit=201")).status()).isEqualTo(400);
  }

  @ParameterizedTest
  @CsvSource({"0,400", "1,201", "200,201", "201,400"})
  void a_name_has_one_to_two_hundred_characters(int length, int status) {
    Reply reply = backEnd().put(path("/services/a"), "{'name':'" + "n".repeat(length) + "'}");

    assertThat(reply.status()).as("%s", reply).isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource({
    "PT1H,201",
    "P1W,201",
    "PT59M,400",
    "P90D,201",
    "P90DT1S,400",
    "P-1D,400",
    "P1000000000D,400"
  })
  void an_invitation_is_open_for_an_hour_to_ninety_days(String time, int status) {
    Reply reply =
        backEnd().post(path("/invitations"), "{'email':'" + bob + "','expiresIn':'" + time + "'}");

    assertThat(reply.status()).as("%s", reply).isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource({"PT1M,201", "P1W,201", "PT59S,400", "P3650D,201", "P3651D,400", "PT-1S,400"})
  void a_key_is_valid_for_a_minute_to_ten_years(String time, int status) {
    Reply reply =
        backEnd().post("/v1/keys", "{'name':'k','scopes':['read'],'expiresIn':'" + time + "'}");

    assertThat(reply.status()).as("%s", reply).isEqualTo(status);
  }
}
