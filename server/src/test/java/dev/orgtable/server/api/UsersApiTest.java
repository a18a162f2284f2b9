package dev.orgtable.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.EmailAddress;
import dev.orgtable.Group;
import dev.orgtable.OrganisationId;
import dev.orgtable.PageRequest;
import dev.orgtable.server.Http.Reply;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Users over HTTP. */
final class UsersApiTest extends ApiTest {

  @Test
  void a_user_is_created_under_the_normalised_address() {
    Reply created =
        backEnd()
            .post(
                "/v1/users",
                "{'email':'" + ann.replace("ann", "Ann") + "','firstName':' Ann ','phone':'1'}");

    assertThat(created.status()).isEqualTo(201);
    assertThat(created.text("email")).isEqualTo(ann);
    assertThat(created.text("firstName")).isEqualTo("Ann");
    assertThat(created.header("ETag")).matches("\"\\d{1,18}\"");
    assertThat(backEnd().get(created.header("Location")).json()).isEqualTo(created.json());
    assertThat(store().users().get(EmailAddress.of(ann)).profile().phone()).isEqualTo("1");
  }

  @Test
  void a_user_is_created_once() {
    server().user(ann);

    Reply again = backEnd().post("/v1/users", "{'email':'" + ann + "','firstName':'Ann'}");

    assertThat(again.status()).isEqualTo(409);
    assertThat(again.text("code")).isEqualTo("already_exists");
  }

  @Test
  void a_put_creates_and_then_replaces() {
    Reply first = backEnd().put("/v1/users/" + ann, "{'firstName':'Ann'}");

    Reply second = backEnd().put("/v1/users/" + ann, "{'firstName':'Anna','lastName':'A'}");

    assertThat(List.of(first.status(), second.status())).containsExactly(201, 200);
    assertThat(second.header("ETag"))
        .isNotEqualTo(first.header("ETag"))
        .isEqualTo(backEnd().get("/v1/users/" + ann).header("ETag"));
    assertThat(second.text("createdAt")).isEqualTo(first.text("createdAt"));
    assertThat(store().users().get(EmailAddress.of(ann)).profile().lastName()).isEqualTo("A");
  }

  @Test
  void a_patch_changes_what_it_names() {
    backEnd().put("/v1/users/" + ann, "{'firstName':'Ann','lastName':'A','phone':'1'}");

    Reply changed = backEnd().patch("/v1/users/" + ann, "{'lastName':'B'}");

    assertThat(changed.status()).isEqualTo(200);
    assertThat(changed.text("firstName") + changed.text("lastName") + changed.text("phone"))
        .isEqualTo("AnnB1");
  }

  @Test
  void a_change_of_what_has_changed_is_stale() {
    String path = "/v1/users/" + ann;
    String seen = backEnd().put(path, "{'firstName':'Ann'}").header("ETag");
    backEnd().put(path, "{'firstName':'Anna'}", "If-Match", seen);

    Reply stale = backEnd().patch(path, "{'firstName':'Anne'}", "If-Match", seen);

    assertThat(stale.status()).isEqualTo(412);
    assertThat(stale.text("code")).isEqualTo("stale");
    assertThat(backEnd().get(path).text("firstName")).isEqualTo("Anna");
  }

  @Test
  void a_response_with_a_known_tag_has_no_body() {
    server().user(ann);

    String tag = backEnd().get("/v1/users/" + ann).header("ETag");

    Reply known = backEnd().send("GET", "/v1/users/" + ann, "", "If-None-Match", tag);

    assertThat(known.status()).isEqualTo(304);
    assertThat(known.response().body()).isEmpty();
  }

  @Test
  void a_deleted_user_is_gone_and_may_be_deleted_again() {
    server().user(ann);

    int first = backEnd().delete("/v1/users/" + ann).status();
    int second = backEnd().delete("/v1/users/" + ann).status();

    assertThat(List.of(first, second)).containsExactly(204, 204);
    assertThat(backEnd().get("/v1/users/" + ann).text("code")).isEqualTo("user_not_found");
  }

  @Test
  void the_last_owner_is_not_deleted_and_told_where() {
    annOwnsAcme();

    Reply refused = backEnd().delete("/v1/users/" + ann);

    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.text("code")).isEqualTo("last_owner");
    assertThat(refused.json().get("organisations").get(0).asString()).isEqualTo(acme);
  }

  @Test
  void users_are_found_by_the_beginning_of_the_address() {
    server().user(ann);

    Reply found =
        backEnd().get("/v1/users?prefix=" + ann.substring(0, 10).toUpperCase(Locale.ROOT));

    assertThat(found.json().get("data")).hasSize(1);
    assertThat(found.json().get("data").get(0).get("email").asString()).isEqualTo(ann);
  }

  @Test
  void details_tell_organisations_and_invitations() {
    annOwnsAcme();
    backEnd().post(path("/invitations"), "{'email':'" + bob + "'}");

    Reply ofAnn = backEnd().get("/v1/users/" + ann + "/details");
    Reply ofBob = backEnd().get("/v1/users/" + bob + "/details");

    assertThat(ofAnn.json().at("/organisations/0/organisation").asString()).isEqualTo(acme);
    assertThat(ofBob.json().at("/invitations/0/organisation").asString()).isEqualTo(acme);
    assertThat(ofBob.json().get("organisations")).isEmpty();
  }

  @Test
  void organisations_of_a_user_come_with_the_groups_held() {
    annOwnsAcme();
    bobIsIn(Group.of("staff"));

    Reply page = backEnd().get("/v1/users/" + bob + "/organisations");

    assertThat(page.json().at("/data/0/name").asString()).isEqualTo("Organisation " + acme);
    assertThat(page.json().at("/data/0/groups/0").asString()).isEqualTo("staff");
    assertThat(page.json().get("next").isNull()).isTrue();
  }

  @Test
  void invitations_of_a_user_are_listed() {
    annOwnsAcme();
    backEnd().post(path("/invitations"), "{'email':'" + bob + "','expiresIn':'PT2H'}");

    Reply page = backEnd().get("/v1/users/" + bob + "/invitations");

    assertThat(page.json().at("/data/0/name").asString()).isEqualTo("Organisation " + acme);
  }

  @Test
  void an_address_is_changed_with_all_that_belongs_to_it() {
    annOwnsAcme();
    String other = "other." + ann;

    Reply moved = backEnd().post("/v1/users/" + ann + "/email", "{'email':'" + other + "'}");

    assertThat(moved.status()).isEqualTo(200);
    assertThat(moved.text("email")).isEqualTo(other);
    assertThat(backEnd().get("/v1/users/" + ann).status()).isEqualTo(404);
    assertThat(store().users().memberships(EmailAddress.of(other), first()).items())
        .singleElement()
        .satisfies(in -> assertThat(in.groups()).isEqualTo(Set.of(Group.OWNER)));
  }

  private static PageRequest first() {
    return PageRequest.first(10);
  }

  @Test
  void an_address_in_use_is_not_given_to_another() {
    server().user(ann);
    server().user(bob);

    Reply refused = backEnd().post("/v1/users/" + ann + "/email", "{'email':'" + bob + "'}");

    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.text("code")).isEqualTo("already_exists");
  }

  @Test
  void an_address_that_is_invited_where_the_user_belongs_is_taken_and_the_invitation_ends() {
    EmailAddress member = server().user(ann);
    OrganisationId acme = server().organisation("acme", member);
    String other = "other." + ann;
    store().invitations().invite(EmailAddress.of(other), acme, Set.of());

    Reply moved = backEnd().post("/v1/users/" + ann + "/email", "{'email':'" + other + "'}");

    assertThat(moved.status()).as("%s", moved).isEqualTo(200);
    assertThat(store().memberships().get(EmailAddress.of(other), acme).isOwner()).isTrue();
    assertThat(store().invitations().list(acme, first()).items()).isEmpty();
  }

  @Test
  void an_international_domain_is_searched_in_its_own_letters() {
    String local = ann.substring(0, ann.indexOf('@'));
    server().user(local + "@b\u00fccher.example");

    for (String end :
        List.of("@b", "@b\u00fcch", "@B\u00dcCHER.exa", "@xn--bch", "@b\u00fccher.example ")) {
      assertThat(search(local + end).json().at("/data/0/email").asString())
          .as(end)
          .isEqualTo(local + "@xn--bcher-kva.example");
    }
    assertThat(search(local + "@bucher").json().at("/data")).isEmpty();
  }

  @Test
  void a_search_for_what_could_be_another_person_is_refused() {
    String local = ann.substring(0, ann.indexOf('@'));
    server().user(local + "@fass.de");

    Reply refused = search(local + "@fa\u00df.de");

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.json().at("/errors/0/field").asString()).isEqualTo("prefix");
  }

  private Reply search(String prefix) {
    String encoded = URLEncoder.encode(prefix, StandardCharsets.UTF_8).replace("+", "%20");
    return backEnd().get("/v1/users?prefix=" + encoded);
  }

  @Test
  void no_patch_gives_another_address() {
    server().user(ann);
    Reply refused =
        backEnd().patch("/v1/users/" + ann, "{'email':'" + bob + "','firstName':'Other'}");
    Reply same = backEnd().patch("/v1/users/" + ann, "{'email':'" + ann + "'}");

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.json().at("/errors/0/field").asString()).isEqualTo("email");
    assertThat(same.status()).as("%s", same).isEqualTo(200);
    assertThat(same.text("firstName")).isNotEqualTo("Other");
  }

  @Test
  void the_address_of_the_body_is_that_of_the_path() {
    Reply refused = backEnd().put("/v1/users/" + ann, "{'email':'" + bob + "','firstName':'Ann'}");

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.json().at("/errors/0/field").asString()).isEqualTo("email");
  }
}
