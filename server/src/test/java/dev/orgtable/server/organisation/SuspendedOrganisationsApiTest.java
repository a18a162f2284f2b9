package dev.orgtable.server.organisation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.EmailAddress;
import dev.orgtable.Group;
import dev.orgtable.OrganisationId;
import dev.orgtable.server.Http.Reply;
import dev.orgtable.server.api.ApiTest;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Suspended organisations over HTTP: every answer about their members is a no. */
final class SuspendedOrganisationsApiTest extends ApiTest {

  @BeforeEach
  void bob_is_a_member() {
    annOwnsAcme();
    bobIsIn(Group.of("staff"));
  }

  private Reply asBob(String path) {
    return server().person(EmailAddress.of(bob)).get(path);
  }

  private boolean evaluation() {
    return backEnd()
        .post(
            "/access/v1/evaluation",
            "{'subject':{'type':'user','id':'"
                + bob
                + "'},'action':{'name':'member'},'resource':{'type':'organisation','id':'"
                + acme
                + "'}}")
        .json()
        .get("decision")
        .asBoolean();
  }

  @Test
  void no_way_of_asking_says_yes_until_the_organisation_is_reactivated() {
    String check = "/v1/check?user=" + bob + "&organisation=" + acme;
    String claims = "/v1/users/" + bob + "/claims?organisation=" + acme;
    assertThat(backEnd().get(check).json().get("member").asBoolean()).isTrue();
    assertThat(evaluation()).isTrue();

    Reply suspended = backEnd().post(path("/suspend"), "");

    assertThat(suspended.status()).as("%s", suspended).isEqualTo(200);
    assertThat(suspended.text("suspendedAt")).isNotEmpty();
    assertThat(suspended.header("ETag")).isEqualTo(backEnd().get(path("")).header("ETag"));
    assertThat(backEnd().get(check).json().get("member").asBoolean()).isFalse();
    assertThat(backEnd().get(check + "&maxStaleness=PT60S").json().get("member").asBoolean())
        .isFalse();
    assertThat(backEnd().get(claims).json().toString()).doesNotContain("org_id");
    assertThat(evaluation()).isFalse();
    assertThat(asBob(path("")).status()).isEqualTo(404);
    assertThat(asBob(path("/members")).status()).isEqualTo(404);
    assertThat(
            backEnd().get(path("/members/" + bob)).json().get("organisationSuspended").asBoolean())
        .isTrue();

    Reply active = backEnd().post(path("/reactivate"), "");

    assertThat(active.status()).as("%s", active).isEqualTo(200);
    assertThat(active.json().get("suspendedAt").isNull()).isTrue();
    assertThat(backEnd().get(check).json().get("member").asBoolean()).isTrue();
    assertThat(evaluation()).isTrue();
    assertThat(asBob(path("")).status()).isEqualTo(200);
  }

  @Test
  void an_invitee_does_not_accept_and_may_reject() {
    String carl = "carl." + ann;
    backEnd().put("/v1/users/" + carl, "{'firstName':'C'}");
    store()
        .invitations()
        .invite(EmailAddress.of(carl), OrganisationId.of(acme), Set.of(Group.of("staff")));
    store().organisations().suspend(OrganisationId.of(acme));

    Reply refused = backEnd().post("/v1/users/" + carl + "/invitations/" + acme + "/accept", "");

    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.text("code")).isEqualTo("organisation_suspended");
    assertThat(
            backEnd().post("/v1/users/" + carl + "/invitations/" + acme + "/reject", "").status())
        .isEqualTo(204);
  }
}
