package dev.orgtable.server.seats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.EmailAddress;
import dev.orgtable.server.Http.Reply;
import dev.orgtable.server.api.ApiTest;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The numbers of members and invitations, and their limit, over HTTP. */
final class SeatsApiTest extends ApiTest {

  @BeforeEach
  void ann_owns_acme() {
    annOwnsAcme();
  }

  private Reply invite(String user) {
    return backEnd().post(path("/invitations"), "{'email':'" + user + "'}");
  }

  private String seats() {
    return backEnd().get(path("/seats")).response().body().replace('"', '\'');
  }

  @Test
  void members_and_invitations_are_counted() {
    bobIsIn();
    invite("x." + ann);

    assertThat(seats()).isEqualTo("{'members':2,'invitations':1,'limit':null}");
  }

  @Test
  void a_limit_is_set_reached_and_removed() {
    assertThat(backEnd().put(path("/seats/limit"), "{'limit':2}").status()).isEqualTo(204);
    assertThat(invite(bob).status()).isEqualTo(201);

    Reply invited = invite("x." + ann);
    Reply added =
        backEnd().post(path("/members/batch"), "{'members':[{'email':'" + bob + "','groups':[]}]}");

    assertThat(invited.status()).isEqualTo(409);
    assertThat(invited.text("code")).isEqualTo("member_limit_reached");
    assertThat(invited.text("detail")).contains("2");
    assertThat(added.text("code")).isEqualTo("already_invited");
    assertThat(seats()).isEqualTo("{'members':1,'invitations':1,'limit':2}");
    assertThat(backEnd().delete(path("/seats/limit")).status()).isEqualTo(204);
    assertThat(backEnd().delete(path("/seats/limit")).status()).isEqualTo(204);
    assertThat(invite("x." + ann).status()).isEqualTo(201);
  }

  @Test
  void a_batch_of_invitations_names_those_above_the_limit() {
    backEnd().put(path("/seats/limit"), "{'limit':2}");

    Reply batch =
        backEnd().post(path("/invitations/batch"), "{'emails':['a." + ann + "','b." + ann + "']}");

    assertThat(batch.json().at("/data/0/status").asInt()).isEqualTo(201);
    assertThat(batch.json().at("/data/1/problem/code").asString())
        .isEqualTo("member_limit_reached");
  }

  @Test
  void a_person_at_the_limit_of_organisations_is_refused_until_it_is_raised() {
    String limit = "/v1/users/" + bob + "/organisation-limit";
    server().organisation("other-" + acme, EmailAddress.of(bob));
    assertThat(backEnd().put(limit, "{'limit':1}").status()).isEqualTo(204);
    String token = invite(bob).text("token");
    String add = "{'members':[{'email':'" + bob + "','groups':[]}]}";
    String create = "{'name':'New','owner':'" + bob + "'}";

    for (Reply refused :
        List.of(
            backEnd().post(path("/members/batch"), add),
            backEnd().post("/v1/organisations", create),
            server().anybody().post("/v1/invitations/accept", "{'token':'" + token + "'}"))) {
      assertThat(refused.status()).as("%s", refused).isEqualTo(409);
      assertThat(refused.text("code")).isEqualTo("organisation_limit_reached");
      assertThat(refused.text("detail")).contains("may be in 1 organisation, the user's limit");
    }

    assertThat(backEnd().get(limit).response().body()).isEqualTo("{\"limit\":1}");
    assertThat(backEnd().delete(limit).status()).isEqualTo(204);
    assertThat(backEnd().post("/v1/organisations", create).status()).isEqualTo(201);
  }

  @Test
  void the_organisation_s_tag_stays() {
    String before = backEnd().get(path("")).response().headers().firstValue("ETag").orElseThrow();

    backEnd().put(path("/seats/limit"), "{'limit':20}");
    bobIsIn();

    assertThat(backEnd().get(path("")).response().headers().firstValue("ETag")).hasValue(before);
  }
}
