package dev.orgtable.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.EmailAddress;
import dev.orgtable.Group;
import dev.orgtable.OrganisationId;
import dev.orgtable.UserId;
import dev.orgtable.server.Http;
import dev.orgtable.server.Http.Reply;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The ids of users over HTTP: in answers, and in place of addresses. */
final class UserIdsApiTest extends ApiTest {

  private static final String NOBODY = UserId.random(Instant.EPOCH).value();

  private String annId = "";
  private String bobId = "";

  @BeforeEach
  void bob_is_in_acme() {
    annOwnsAcme();
    bobIsIn(Group.of("staff"));
    annId = id(ann);
    bobId = id(bob);
    server().bind(EmailAddress.of(bob));
  }

  private static String id(String email) {
    return store().users().get(EmailAddress.of(email)).id().value();
  }

  private static Http as(String email) {
    return server().person(EmailAddress.of(email));
  }

  @Test
  void answers_that_name_a_user_have_the_id() {
    assertThat(backEnd().get("/v1/users/" + bob).text("id")).isEqualTo(bobId);
    assertThat(backEnd().get("/v1/users?prefix=" + bob).json().at("/data/0/id").asString())
        .isEqualTo(bobId);
    assertThat(backEnd().get("/v1/users/" + bob + "/details").json().at("/user/id").asString())
        .isEqualTo(bobId);
    assertThat(backEnd().get(path("/members/" + bob)).text("id")).isEqualTo(bobId);
    assertThat(backEnd().get(path("/members?group=staff")).json().at("/data/0/id").asString())
        .isEqualTo(bobId);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/details", "/organisations", "/invitations", "/claims"})
  void a_path_takes_the_id_of_a_user(String below) {
    Reply byId = backEnd().get("/v1/users/" + bobId + below);

    assertThat(byId.status()).isEqualTo(200);
    assertThat(byId.json()).isEqualTo(backEnd().get("/v1/users/" + bob + below).json());
    assertThat(backEnd().get("/v1/users/" + NOBODY + below).text("code"))
        .isEqualTo("user_not_found");
  }

  @Test
  void an_id_in_a_path_may_be_in_upper_case() {
    assertThat(backEnd().get("/v1/users/" + bobId.toUpperCase(Locale.ROOT)).status())
        .isEqualTo(200);
  }

  @Test
  void a_member_is_named_by_the_id() {
    String member = path("/members/" + bobId);

    assertThat(backEnd().get(member).text("email")).isEqualTo(bob);
    assertThat(backEnd().put(member + "/groups/board", "").status()).isEqualTo(204);
    assertThat(backEnd().post(member + "/suspend", "").status()).isEqualTo(204);
    assertThat(backEnd().post(member + "/reactivate", "").status()).isEqualTo(204);
    assertThat(backEnd().delete(member).status()).isEqualTo(204);
    assertThat(backEnd().get(member).text("code")).isEqualTo("member_not_found");
  }

  @Test
  void a_check_takes_the_id() {
    String ofBob = "/v1/check?organisation=" + acme + "&group=staff&user=";

    Reply byId = backEnd().get(ofBob + bobId);
    assertThat(byId.json()).isEqualTo(backEnd().get(ofBob + bob).json());
    assertThat(byId.json().get("allowed").asBoolean()).isTrue();
    assertThat(backEnd().get(ofBob + NOBODY).json().get("member").asBoolean()).isFalse();
    Reply many =
        backEnd()
            .post(
                "/v1/check",
                "{'questions':[{'user':'%s','organisation':'%s'},{'user':'%s','organisation':'%s'}]}"
                    .formatted(bobId, acme, NOBODY, acme));
    assertThat(many.json().at("/data/0/member").asBoolean()).isTrue();
    assertThat(many.json().at("/data/1/member").asBoolean()).isFalse();
    assertThat(many.json().at("/data/1/problem").isNull()).isTrue();
  }

  @Test
  void an_evaluation_takes_the_id() {
    String evaluation =
        """
        {'subject':{'type':'user','id':'%s'},'action':{'name':'in:staff'},
         'resource':{'type':'organisation','id':'%s'}}
        """;

    Reply yes = backEnd().post("/access/v1/evaluation", evaluation.formatted(bobId, acme));
    Reply no = backEnd().post("/access/v1/evaluation", evaluation.formatted(NOBODY, acme));

    assertThat(yes.json().get("decision").asBoolean()).isTrue();
    assertThat(no.json().get("decision").asBoolean()).isFalse();
  }

  @Test
  void bodies_take_the_id() {
    String carl = server().user("carl." + ann).value();

    List<Integer> statuses =
        List.of(
            backEnd().post("/v1/organisations", "{'name':'New','owner':'" + annId + "'}").status(),
            backEnd()
                .post(path("/members/batch"), "{'members':[{'email':'" + id(carl) + "'}]}")
                .status(),
            backEnd()
                .post(path("/owners/transfer"), "{'from':'" + annId + "','to':'" + bobId + "'}")
                .status());

    assertThat(statuses).containsExactly(201, 204, 204);
    assertThat(backEnd().get(path("/members?group=owner")).json().at("/data/0/email").asString())
        .isEqualTo(bob);
    assertThat(backEnd().get(path("/members/" + carl)).status()).isEqualTo(200);
  }

  @Test
  void an_id_survives_a_change_of_address() {
    Reply changed =
        backEnd().post("/v1/users/" + bobId + "/email", "{'email':'robert." + bob + "'}");

    assertThat(changed.text("id")).isEqualTo(bobId);
    assertThat(backEnd().get("/v1/users/" + bobId).text("email")).isEqualTo("robert." + bob);
    assertThat(backEnd().get(path("/members/" + bobId)).text("email")).isEqualTo("robert." + bob);
    assertThat(backEnd().delete("/v1/users/" + bobId).status()).isEqualTo(204);
    assertThat(backEnd().get("/v1/users/" + bobId).status()).isEqualTo(404);
  }

  @Test
  void a_new_address_or_an_invitee_is_no_id() {
    assertThat(backEnd().post(path("/invitations"), "{'email':'" + annId + "'}").status())
        .isEqualTo(400);
    assertThat(backEnd().post("/v1/users", "{'email':'" + NOBODY + "','firstName':'N'}").status())
        .isEqualTo(400);
    assertThat(backEnd().post("/v1/users/" + bob + "/email", "{'email':'" + annId + "'}").status())
        .isEqualTo(400);
  }

  @Test
  void persons_use_their_own_id_and_those_of_fellow_members() {
    assertThat(as(bob).get("/v1/users/" + bobId).text("email")).isEqualTo(bob);
    assertThat(as(bob).get(path("/members/" + bobId)).status()).isEqualTo(200);
    assertThat(as(bob).get(path("/members/" + annId)).text("email")).isEqualTo(ann);
    assertThat(as(ann).get(path("/members/" + bobId)).text("email")).isEqualTo(bob);
  }

  @Test
  void an_unknown_id_costs_what_a_foreign_one_costs() {
    String dora = id(server().user("dora." + ann).value());

    for (String request :
        List.of(
            "/v1/check?organisation=" + acme + "&user=%s",
            "/v1/check?organisation=none&user=%s",
            path("/members/%s"),
            "/v1/users/%s")) {
      Reply foreign = as(bob).get(request.formatted(dora));
      Reply unknown = as(bob).get(request.formatted(NOBODY));
      assertThat(foreign.header("Orgtable-Cost"))
          .as(request)
          .isEqualTo(unknown.header("Orgtable-Cost"));
      assertThat(foreign.response().body().replace(dora, NOBODY))
          .isEqualTo(unknown.response().body());
    }
  }

  @Test
  void a_removal_by_id_can_be_repeated() {
    String member = path("/members/" + bobId);

    assertThat(backEnd().delete(member).status()).isEqualTo(204);
    assertThat(backEnd().delete(member).status()).isEqualTo(204);
  }

  @Test
  void an_id_names_no_member_while_a_job_moves_the_memberships() {
    EmailAddress busy = server().user("busy." + bob);
    String busyId = id(busy.value());
    for (int i = 0; i < 21; i++) {
      OrganisationId each = OrganisationId.of("o" + i + "-" + acme);
      server().organisation(each.value(), EmailAddress.of(ann));
      store().memberships().addMember(busy, each, Set.of());
    }
    String member = "/v1/organisations/o0-" + acme + "/members/" + busyId;
    String check = "/v1/check?organisation=o0-" + acme + "&user=" + busyId;
    assertThat(backEnd().get(check).json().get("member").asBoolean()).isTrue();

    EmailAddress moved = EmailAddress.of("moved." + busy);
    boolean begun = store().users().changeAddress(busy, moved).job().isPresent();

    assertThat(begun).isTrue();
    assertThat(backEnd().get("/v1/users/" + busyId).text("email")).isEqualTo(moved.value());
    assertThat(List.of(backEnd().get(check), backEnd().delete(member)))
        .extracting(reply -> reply.text("code"))
        .containsOnly("in_progress");
    Reply many =
        backEnd()
            .post(
                "/v1/check",
                "{'questions':[{'user':'%s','organisation':'%s'},{'user':'%s','organisation':'%s'}]}"
                    .formatted(busyId, acme, bobId, acme));
    assertThat(many.json().at("/data/0/problem/code").asString()).isEqualTo("in_progress");
    assertThat(many.json().at("/data/1/member").asBoolean()).as("another user").isTrue();
  }

  @Test
  void an_owner_uses_the_ids_of_members_alone_to_manage() {
    String dora = id(server().user("dora." + ann).value());

    assertThat(as(ann).put(path("/members/" + bobId + "/groups/board"), "").status())
        .isEqualTo(204);
    assertUnknown(as(ann).put(path("/members/" + dora + "/groups/board"), ""), dora);
    assertUnknown(
        as(ann).post(path("/owners/transfer"), "{'from':'" + annId + "','to':'" + dora + "'}"),
        dora);
  }

  @Test
  void an_id_does_not_reveal_the_address_of_another_person() {
    String dora = id(server().user("dora." + ann).value());

    for (String path :
        List.of("/v1/users/%s", "/v1/users/%s/organisations", "/v1/users/%s/details")) {
      assertUnknown(as(bob).get(path.formatted(dora)), dora);
      assertUnknown(as(bob).get(path.formatted(NOBODY)), NOBODY);
    }
    assertUnknown(as(bob).post("/v1/organisations", "{'name':'N','owner':'" + dora + "'}"), dora);
  }

  private static void assertUnknown(Reply reply, String id) {
    assertThat(reply.status()).isEqualTo(404);
    assertThat(reply.text("code")).isEqualTo("user_not_found");
    assertThat(reply.response().body()).contains(id).doesNotContain("@");
  }
}
