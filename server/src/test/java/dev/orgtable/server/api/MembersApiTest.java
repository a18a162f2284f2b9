package dev.orgtable.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.EmailAddress;
import dev.orgtable.Group;
import dev.orgtable.server.Http;
import dev.orgtable.server.Http.Reply;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.web.util.UriUtils;

/** Members, groups and checks over HTTP. */
final class MembersApiTest extends ApiTest {

  @BeforeEach
  void bob_is_in_acme() {
    annOwnsAcme();
    backEnd().put(path("/services/crm"), "{'name':'CRM'}");
    bobIsIn(Group.of("staff"));
  }

  private Reply check(String more) {
    return backEnd().get("/v1/check?user=" + bob + "&organisation=" + acme + more);
  }

  @Test
  void a_member_is_read_with_its_groups() {
    Reply member = backEnd().get(path("/members/" + bob));

    assertThat(member.text("email")).isEqualTo(bob);
    assertThat(member.json().get("groups").toString()).isEqualTo("[\"staff\"]");
    assertThat(backEnd().get(path("/members/x." + bob)).text("code")).isEqualTo("member_not_found");
  }

  @Test
  void members_are_listed_all_or_those_of_a_group() {
    Reply all = backEnd().get(path("/members"));
    Reply owners = backEnd().get(path("/members?group=owner"));
    Reply readers = backEnd().get(path("/members?group=readers&service=crm"));

    assertThat(all.json().get("data")).hasSize(2);
    assertThat(owners.json().at("/data/0/email").asString()).isEqualTo(ann);
    assertThat(owners.json().get("data")).hasSize(1);
    assertThat(readers.json().get("data")).isEmpty();
  }

  @Test
  void groups_at_both_levels_are_given_and_taken() {
    String reader = path("/services/crm/members/" + bob + "/groups/readers");
    List<Integer> given =
        List.of(
            backEnd().put(path("/members/" + bob + "/groups/board"), "").status(),
            backEnd().put(path("/members/" + bob + "/groups/board"), "").status(),
            backEnd().put(reader, "").status());
    String held = backEnd().get(path("/members/" + bob)).response().body();

    int taken = backEnd().delete(reader).status();

    assertThat(given).containsOnly(204);
    assertThat(held)
        .contains("\"groups\":[\"board\",\"staff\"]", "\"services\":{\"crm\":[\"readers\"]}");
    assertThat(taken).isEqualTo(204);
    assertThat(backEnd().get(path("/members/" + bob)).json().get("services")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a b", "ü ∑", "😀", "100%", "a;b", "a?b#c", "a\\b", "a+b", "a=b&c"})
  void names_of_groups_are_any_text(String name) {
    String encoded = UriUtils.encode(name, "UTF-8");

    int given = backEnd().put(path("/members/" + bob + "/groups/" + encoded), "").status();

    assertThat(given).isEqualTo(204);
    assertThat(check("&group=" + encoded).json().get("allowed").asBoolean()).isTrue();
    assertThat(backEnd().delete(path("/members/" + bob + "/groups/" + encoded)).status())
        .isEqualTo(204);
    assertThat(check("&group=" + encoded).json().get("allowed").asBoolean()).isFalse();
  }

  @Test
  void users_are_added_without_invitations_with_their_groups() {
    String carl = server().user("carl." + ann).value();
    String dora = server().user("dora." + ann).value();

    Reply added =
        backEnd()
            .post(
                path("/members/batch"),
                "{'members':[{'email':'"
                    + carl
                    + "','groups':['owner','board'],'services':{'crm':['readers']}},{'email':'"
                    + dora
                    + "'}]}");

    assertThat(added.status()).as("%s", added).isEqualTo(204);
    assertThat(backEnd().get(path("/members/" + carl)).response().body())
        .contains("\"groups\":[\"board\",\"owner\"]", "\"services\":{\"crm\":[\"readers\"]}");
    assertThat(backEnd().get(path("/members/" + dora)).json().get("groups")).isEmpty();
    assertThat(backEnd().get("/v1/users/" + dora + "/organisations").response().body())
        .contains(acme);
  }

  @ParameterizedTest
  @ValueSource(ints = {25, 26})
  void at_most_25_users_are_added_at_once(int number) {
    String members =
        IntStream.range(0, number)
            .mapToObj(i -> "{'email':'" + server().user("m" + i + "." + ann).value() + "'}")
            .collect(Collectors.joining(","));

    Reply added = backEnd().post(path("/members/batch"), "{'members':[" + members + "]}");

    assertThat(added.status()).as("%s", added).isEqualTo(number > 25 ? 400 : 204);
    assertThat(backEnd().get(path("/members")).json().get("data"))
        .hasSize(number > 25 ? 2 : 2 + number);
  }

  @Test
  void a_member_has_a_profile_in_the_organisation_until_the_own_one_changes() {
    Reply put =
        server()
            .person(EmailAddress.of(bob))
            .put(path("/members/" + bob + "/profile"), "{'firstName':'Robert','phone':'1'}");
    Reply here = backEnd().get(path("/members/" + bob));
    String own = backEnd().get("/v1/users/" + bob).text("firstName");
    backEnd().patch("/v1/users/" + bob, "{'firstName':'Bobby'}");
    Reply later = backEnd().get(path("/members/" + bob));

    assertThat(put.status()).as("%s", put).isEqualTo(204);
    assertThat(here.text("firstName")).isEqualTo("Robert");
    assertThat(here.text("lastName")).isEmpty();
    assertThat(here.text("phone")).isEqualTo("1");
    assertThat(own).isNotEqualTo("Robert");
    assertThat(later.text("firstName")).isEqualTo("Bobby");
  }

  @Test
  void a_suspended_member_keeps_groups_and_is_none_to_checks_until_reactivated() {
    String member = path("/members/" + bob);

    Reply suspended = backEnd().post(member + "/suspend", "");
    Reply here = backEnd().get(member);
    Reply check = check("&group=staff");
    Reply person = server().person(EmailAddress.of(bob)).get(path(""));
    Reply own = server().person(EmailAddress.of(bob)).get("/v1/users/" + bob + "/organisations");
    Reply left = server().person(EmailAddress.of(bob)).delete(member);
    Reply reactivated = backEnd().post(member + "/reactivate", "");

    assertThat(suspended.status()).as("%s", suspended).isEqualTo(204);
    assertThat(here.text("suspendedAt")).isNotEmpty();
    assertThat(here.json().get("groups").toString()).isEqualTo("[\"staff\"]");
    assertThat(check.response().body())
        .contains("\"member\":false", "\"allowed\":false", "\"groups\":[]");
    assertThat(person.text("code")).isEqualTo("organisation_not_found");
    assertThat(left.text("code")).isEqualTo("organisation_not_found");
    assertThat(own.json().at("/data/0/suspendedAt").asString()).isEqualTo(here.text("suspendedAt"));
    assertThat(reactivated.status()).isEqualTo(204);
    assertThat(check("&group=staff").json().get("allowed").asBoolean()).isTrue();
    assertThat(backEnd().get(member).json().get("suspendedAt").isNull()).isTrue();
  }

  @Test
  void a_suspended_member_does_not_become_the_owner() {
    backEnd().post(path("/members/" + bob + "/suspend"), "");

    Reply refused =
        backEnd().post(path("/owners/transfer"), "{'from':'" + ann + "','to':'" + bob + "'}");

    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.text("code")).isEqualTo("member_suspended");
  }

  @Test
  void groups_are_changed_at_both_levels_at_once() {
    Reply changed =
        backEnd()
            .patch(
                path("/members/" + bob + "/groups"),
                "{'add':{'groups':['board'],'services':{'crm':['readers']}},'remove':{'groups':['staff']}}");

    assertThat(changed.status()).isEqualTo(204);
    assertThat(backEnd().get(path("/members/" + bob)).response().body())
        .contains("\"groups\":[\"board\"]", "\"services\":{\"crm\":[\"readers\"]}");
  }

  @Test
  void groups_are_given_to_members_in_services_that_exist() {
    Reply stranger = backEnd().put(path("/members/x." + bob + "/groups/staff"), "");
    Reply nowhere = backEnd().put(path("/services/no/members/" + bob + "/groups/g"), "");

    assertThat(stranger.text("code")).isEqualTo("member_not_found");
    assertThat(nowhere.text("code")).isEqualTo("service_not_found");
  }

  @Test
  void a_removed_member_is_gone_and_may_be_removed_again() {
    int first = backEnd().delete(path("/members/" + bob)).status();
    int second = backEnd().delete(path("/members/" + bob)).status();

    assertThat(List.of(first, second)).containsExactly(204, 204);
    assertThat(check("").json().get("member").asBoolean()).isFalse();
  }

  @Test
  void the_last_owner_stays() {
    Reply removed = backEnd().delete(path("/members/" + ann));
    Reply taken = backEnd().delete(path("/members/" + ann + "/groups/owner"));

    assertThat(List.of(removed.status(), taken.status())).containsOnly(409);
    assertThat(List.of(removed.text("code"), taken.text("code"))).containsOnly("last_owner");
  }

  @Test
  void a_check_answers_by_membership_and_by_group() {
    assertThat(check("").response().body())
        .isEqualTo("{\"member\":true,\"allowed\":true,\"groups\":[\"staff\"],\"services\":{}}");
    assertThat(check("&group=owner").json().get("allowed").asBoolean()).isFalse();
    assertThat(check("&group=staff&service=crm").json().get("allowed").asBoolean()).isFalse();
  }

  @Test
  void a_person_is_told_about_members_of_the_own_organisations_alone() {
    String question = "/v1/check?user=" + bob + "&organisation=" + acme;
    String many = "{'questions':[{'user':'%s','organisation':'%s'}]}".formatted(bob, acme);
    Http member = server().person(EmailAddress.of(ann));
    Http stranger = server().person(server().user("s." + ann));

    assertThat(member.get(question).json().at("/member").asBoolean()).isTrue();
    assertThat(stranger.get(question).json().at("/member").asBoolean()).isFalse();
    assertThat(stranger.get(question).json().at("/groups")).isEmpty();
    assertThat(stranger.post("/v1/check", many).json().at("/data/0/member").asBoolean()).isFalse();
    assertThat(member.post("/v1/check", many).json().at("/data/0/member").asBoolean()).isTrue();
  }

  @Test
  void many_questions_are_answered_in_their_order() {
    String question = "{'user':'%s','organisation':'%s','group':'%s'}";

    Reply answers =
        backEnd()
            .post(
                "/v1/check",
                "{'questions':["
                    + question.formatted(bob, acme, "owner")
                    + ","
                    + question.formatted(ann, acme, "owner")
                    + ","
                    + question.formatted(ann, "nowhere", "owner")
                    + "]}");

    assertThat(answers.json().at("/data/0/allowed").asBoolean()).isFalse();
    assertThat(answers.json().at("/data/0/member").asBoolean()).isTrue();
    assertThat(answers.json().at("/data/1/allowed").asBoolean()).isTrue();
    assertThat(answers.json().at("/data/2/member").asBoolean()).isFalse();
  }
}
