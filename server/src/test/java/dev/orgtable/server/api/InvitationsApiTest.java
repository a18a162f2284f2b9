package dev.orgtable.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.EmailAddress;
import dev.orgtable.OrganisationId;
import dev.orgtable.server.Http;
import dev.orgtable.server.Http.Reply;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Invitations over HTTP. */
final class InvitationsApiTest extends ApiTest {

  @BeforeEach
  void ann_owns_acme() {
    annOwnsAcme();
    backEnd().put(path("/services/crm"), "{'name':'CRM'}");
  }

  private Reply invite() {
    return backEnd()
        .post(
            path("/invitations"),
            "{'email':'"
                + bob
                + "','groups':['staff'],'services':{'crm':['readers']},'invitedBy':'Ann','expiresIn':'P2D'}");
  }

  private String ofBob(String end) {
    return "/v1/users/" + bob + "/invitations/" + acme + end;
  }

  @Test
  void an_invitation_reads_as_it_was_made() {
    Reply made = invite();

    assertThat(made.status()).isEqualTo(201);
    assertThat(made.text("invitedBy")).isEqualTo("Ann");
    assertThat(
            Duration.between(
                Instant.parse(made.text("invitedAt")), Instant.parse(made.text("expiresAt"))))
        .isBetween(Duration.ofDays(2).minusSeconds(1), Duration.ofDays(2));
    assertThat(made.header("Cache-Control")).isEqualTo("no-store");
    JsonNode read = backEnd().get(made.header("Location")).json();
    assertThat(read.has("token")).isFalse();
    assertThat(((ObjectNode) made.json()).without("token")).isEqualTo(read);
    assertThat(backEnd().get(path("/invitations")).json().at("/data/0")).isEqualTo(read);
  }

  @Test
  void a_person_invites_under_the_own_address_alone() {
    Http person = server().person(EmailAddress.of(ann));
    String words = "{'email':'" + bob + "','invitedBy':'The CEO'}";

    Reply otherwise = person.post(path("/invitations"), words);
    Reply batch =
        person.post(path("/invitations/batch"), "{'emails':['" + bob + "'],'invitedBy':'The CEO'}");
    Reply own =
        person.post(path("/invitations"), "{'email':'" + bob + "','invitedBy':'" + ann + "'}");

    assertThat(List.of(otherwise, batch))
        .allSatisfy(
            refused -> {
              assertThat(refused.status()).isEqualTo(400);
              assertThat(refused.json().at("/errors/0/field").asString()).isEqualTo("invitedBy");
            });
    assertThat(own.status()).isEqualTo(201);
    assertThat(own.text("invitedBy")).isEqualTo(ann);
  }

  @Test
  void an_invitee_or_member_is_not_invited_again() {
    invite();
    Reply twice = invite();
    backEnd().post(ofBob("/accept"), "");

    Reply member = invite();

    assertThat(twice.text("code")).isEqualTo("already_invited");
    assertThat(member.text("code")).isEqualTo("already_member");
  }

  @Test
  void accepting_gives_exactly_the_groups_offered_and_twice_answers_the_same() {
    invite();

    Reply first = backEnd().post(ofBob("/accept"), "");
    Reply second = backEnd().post(ofBob("/accept"), "");

    assertThat(first.status()).isEqualTo(200);
    assertThat(first.response().body())
        .contains("\"groups\":[\"staff\"]", "\"services\":{\"crm\":[\"readers\"]}");
    assertThat(second.json()).isEqualTo(first.json());
  }

  @Test
  void a_rejected_or_revoked_invitation_is_closed() {
    invite();
    int rejected = backEnd().post(ofBob("/reject"), "").status();
    invite();
    int revoked = backEnd().delete(path("/invitations/" + bob)).status();
    int again = backEnd().delete(path("/invitations/" + bob)).status();

    Reply late = backEnd().post(ofBob("/accept"), "");

    assertThat(List.of(rejected, revoked, again)).containsOnly(204);
    assertThat(late.status()).isEqualTo(404);
    assertThat(late.text("code")).isEqualTo("invitation_not_found");
  }

  @Test
  void a_resent_invitation_is_open_for_seven_days_from_now() {
    invite();

    Reply resent = backEnd().post(path("/invitations/" + bob + "/resend"), "");

    assertThat(resent.status()).isEqualTo(200);
    assertThat(Instant.parse(resent.text("expiresAt")))
        .isBetween(
            Instant.now().plus(Duration.ofDays(7)).minusSeconds(60),
            Instant.now().plus(Duration.ofDays(7)));
    assertThat(backEnd().post(path("/invitations/x." + bob + "/resend"), "").text("code"))
        .isEqualTo("invitation_not_found");
  }

  @Test
  void many_are_invited_at_once_each_with_its_own_answer() {
    Reply answers =
        backEnd()
            .post(
                path("/invitations/batch"),
                "{'emails':['" + bob + "','" + ann + "','new." + bob + "'],'groups':['staff']}");

    assertThat(answers.status()).isEqualTo(200);
    assertThat(answers.json().get("data").findValues("status").toString()).contains("201", "409");
    assertThat(answers.json().at("/data/0/invitation/groups/0").asString()).isEqualTo("staff");
    assertThat(answers.json().at("/data/1/problem/code").asString()).isEqualTo("already_member");
    assertThat(answers.json().at("/data/2/status").asInt()).isEqualTo(201);
    assertThat(
            store()
                .invitations()
                .get(EmailAddress.of("new." + bob), OrganisationId.of(acme))
                .groups())
        .hasSize(1);
  }

  @Test
  void groups_are_offered_of_services_that_exist() {
    Reply refused =
        backEnd()
            .post(
                path("/invitations"), "{'email':'" + bob + "','services':{'nothing':['readers']}}");

    assertThat(refused.status()).isEqualTo(404);
    assertThat(refused.text("code")).isEqualTo("service_not_found");
  }

  @Test
  void accepting_requires_a_user() {
    backEnd().post(path("/invitations"), "{'email':'new." + bob + "'}");

    Reply refused = backEnd().post("/v1/users/new." + bob + "/invitations/" + acme + "/accept", "");

    assertThat(refused.status()).isEqualTo(404);
    assertThat(refused.text("code")).isEqualTo("user_not_found");
  }
}
