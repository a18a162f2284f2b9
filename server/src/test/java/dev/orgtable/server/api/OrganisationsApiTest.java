package dev.orgtable.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.EmailAddress;
import dev.orgtable.Group;
import dev.orgtable.OrganisationId;
import dev.orgtable.server.Http;
import dev.orgtable.server.Http.Reply;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Organisations and their services over HTTP. */
final class OrganisationsApiTest extends ApiTest {

  @Test
  void an_organisation_is_created_with_its_owner() {
    server().user(ann);

    Reply created = backEnd().post("/v1/organisations", "{'name':'Acme','owner':'" + ann + "'}");

    assertThat(created.status()).isEqualTo(201);
    assertThat(created.header("Location")).isEqualTo("/v1/organisations/" + created.text("id"));
    assertThat(backEnd().get(created.header("Location")).json()).isEqualTo(created.json());
    assertThat(
            store()
                .memberships()
                .get(EmailAddress.of(ann), OrganisationId.of(created.text("id")))
                .isOwner())
        .isTrue();
  }

  @Test
  void a_person_creates_so_many_organisations_a_day_and_a_back_end_as_many_as_it_likes() {
    server().user(ann);
    Http person = server().person(EmailAddress.of(ann));
    Http other = server().person(server().user(bob));
    String repeated = "first/" + ann;
    Reply first = person.post("/v1/organisations", "{'name':'0'}", "Idempotency-Key", repeated);
    assertThat(first.status()).isEqualTo(201);
    for (int i = 1; i < 20; i++) {
      person.post("/v1/organisations", "{'name':''}");
      assertThat(person.post("/v1/organisations", "{'name':'" + i + "'}").status()).isEqualTo(201);
    }

    Reply refused = person.post("/v1/organisations", "{'name':'20'}");
    Reply again = person.post("/v1/organisations", "{'name':'0'}", "Idempotency-Key", repeated);

    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.text("code")).isEqualTo("too_many_requests");
    assertThat(Long.parseLong(refused.header("Retry-After"))).isBetween(1L, 24 * 3600L);
    assertThat(again.text("id")).isEqualTo(first.text("id"));
    assertThat(other.post("/v1/organisations", "{'name':'Other'}").status()).isEqualTo(201);
    assertThat(backEnd().post("/v1/organisations", "{'name':'20','owner':'" + ann + "'}").status())
        .isEqualTo(201);
  }

  @Test
  void an_owner_must_be_a_user() {
    Reply refused = backEnd().post("/v1/organisations", "{'name':'Acme','owner':'" + ann + "'}");

    assertThat(refused.status()).isEqualTo(404);
    assertThat(refused.text("code")).isEqualTo("user_not_found");
  }

  @Test
  void a_back_end_names_the_owner() {
    Reply refused = backEnd().post("/v1/organisations", "{'name':'Acme'}");

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.json().at("/errors/0/field").asString()).isEqualTo("owner");
  }

  @Test
  void an_organisation_is_renamed_by_put_and_by_patch() {
    annOwnsAcme();
    String seen = backEnd().get(path("")).header("ETag");

    Reply put = backEnd().put(path(""), "{'name':'One'}", "If-Match", seen);
    Reply patched = backEnd().patch(path(""), "{'name':'Two'}");
    Reply stale = backEnd().put(path(""), "{'name':'Three'}", "If-Match", seen);

    assertThat(List.of(put.text("name"), patched.text("name"))).containsExactly("One", "Two");
    assertThat(patched.header("ETag")).isNotEqualTo(put.header("ETag")).isNotEqualTo(seen);
    assertThat(stale.status()).isEqualTo(412);
    assertThat(backEnd().get("/v1/users/" + ann + "/organisations").json().at("/data/0/name"))
        .hasToString("\"Two\"");
  }

  @Test
  void a_patch_without_a_name_changes_nothing() {
    annOwnsAcme();
    String seen = backEnd().get(path("")).header("ETag");

    Reply patched = backEnd().patch(path(""), "{}");

    assertThat(patched.status()).isEqualTo(200);
    assertThat(patched.header("ETag")).isEqualTo(seen);
  }

  @Test
  void organisations_are_found_by_the_beginning_of_the_name() {
    annOwnsAcme();

    Reply found = backEnd().get("/v1/organisations?prefix=organisation%20" + acme);

    assertThat(found.json().at("/data/0/id").asString()).isEqualTo(acme);
  }

  @Test
  void details_tell_groups_and_services_with_their_members() {
    annOwnsAcme();
    String service = backEnd().post(path("/services"), "{'name':'Billing'}").text("id");
    backEnd().put(path("/services/" + service + "/members/" + ann + "/groups/readers"), "");

    Reply details = backEnd().get(path("/details"));

    assertThat(details.json().at("/organisation/id").asString()).isEqualTo(acme);
    assertThat(details.json().at("/members/0/email").asString()).isEqualTo(ann);
    assertThat(details.json().at("/members/0/id").asString())
        .isEqualTo(store().users().get(EmailAddress.of(ann)).id().value());
    assertThat(details.json().at("/groups/0/name").asString()).isEqualTo("owner");
    assertThat(details.json().at("/groups/0/members/0").asString()).isEqualTo(ann);
    assertThat(details.json().at("/services/0/groups/0/members/0").asString()).isEqualTo(ann);
  }

  @Test
  void a_deleted_organisation_is_gone_and_may_be_deleted_again() {
    annOwnsAcme();

    int first = backEnd().delete(path("")).status();
    int second = backEnd().delete(path("")).status();

    assertThat(List.of(first, second)).containsExactly(204, 204);
    assertThat(backEnd().get(path("")).text("code")).isEqualTo("organisation_not_found");
    assertThat(backEnd().get("/v1/users/" + ann + "/organisations").json().get("data")).isEmpty();
  }

  @Test
  void ownership_passes_on_in_one_step() {
    annOwnsAcme();
    bobIsIn();

    Reply passed =
        backEnd().post(path("/owners/transfer"), "{'from':'" + ann + "','to':'" + bob + "'}");
    Reply again =
        backEnd().post(path("/owners/transfer"), "{'from':'" + ann + "','to':'" + bob + "'}");

    assertThat(passed.status()).isEqualTo(204);
    assertThat(store().memberships().get(EmailAddress.of(bob), OrganisationId.of(acme)).groups())
        .contains(Group.OWNER);
    assertThat(again.text("code")).isEqualTo("not_owner");
  }

  @Test
  void a_service_is_created_renamed_and_listed() {
    annOwnsAcme();

    Reply created = backEnd().post(path("/services"), "{'name':'Billing'}");
    String seen = created.header("ETag");
    Reply renamed = backEnd().put(created.header("Location"), "{'name':'Bills'}", "If-Match", seen);

    assertThat(created.status()).isEqualTo(201);
    assertThat(renamed.status()).isEqualTo(200);
    assertThat(renamed.header("ETag")).isNotEqualTo(seen);
    assertThat(backEnd().get(created.header("Location")).text("name")).isEqualTo("Bills");
    assertThat(backEnd().get(path("/services")).json().at("/data/0/name").asString())
        .isEqualTo("Bills");
  }

  @Test
  void a_put_of_a_service_creates_it_under_its_id() {
    annOwnsAcme();

    Reply first = backEnd().put(path("/services/crm"), "{'name':'CRM'}");
    Reply same = backEnd().put(path("/services/crm"), "{'name':'CRM'}");

    assertThat(List.of(first.status(), same.status())).containsExactly(201, 200);
  }

  @Test
  void a_service_stands_in_an_organisation() {
    Reply refused = backEnd().post("/v1/organisations/nowhere/services", "{'name':'Billing'}");

    assertThat(refused.status()).isEqualTo(404);
    assertThat(refused.text("code")).isEqualTo("organisation_not_found");
  }

  @Test
  void a_deleted_service_takes_its_groups_along() {
    annOwnsAcme();
    backEnd().put(path("/services/crm"), "{'name':'CRM'}");
    backEnd().put(path("/services/crm/members/" + ann + "/groups/readers"), "");

    int first = backEnd().delete(path("/services/crm")).status();
    int second = backEnd().delete(path("/services/crm")).status();

    assertThat(List.of(first, second)).containsExactly(204, 204);
    assertThat(backEnd().get(path("/services/crm")).text("code")).isEqualTo("service_not_found");
    assertThat(backEnd().get(path("/members/" + ann)).json().get("services")).isEmpty();
  }
}
