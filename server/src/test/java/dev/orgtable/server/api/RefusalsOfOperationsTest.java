package dev.orgtable.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.EmailAddress;
import dev.orgtable.Group;
import dev.orgtable.OrganisationId;
import dev.orgtable.server.Http.Reply;
import dev.orgtable.store.Orgtable;
import dev.orgtable.store.Settings;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every refusal of every operation, with its code; a refused request changes nothing. */
@Tag("slow")
final class RefusalsOfOperationsTest extends ApiTest {

  @BeforeEach
  void acme_has_a_member_and_an_invitee() {
    annOwnsAcme();
    backEnd().put(path("/services/crm"), "{'name':'CRM'}");
    backEnd().put(path("/groups/sales"), "{'externalId':'dir'}");
    bobIsIn(Group.of("staff"));
    backEnd().post(path("/invitations"), "{'email':'carl." + ann + "'}");
    server().user("eve." + ann);
  }

  private String named(String text) {
    return text.replace("ACME", "/v1/organisations/" + acme)
        .replace("NONE", "/v1/organisations/none-" + acme)
        .replace("ID", acme)
        .replace("ANN", ann)
        .replace("BOB", bob)
        .replace('\'', '"');
  }

  private String seen() {
    return List.of("/v1/users/" + ann, path("/details"), path("/invitations")).stream()
        .map(path -> backEnd().get(path).response().body())
        .collect(Collectors.joining());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET    | /v1/users/x.ANN                   |                       | user_not_found",
        "PATCH  | /v1/users/x.ANN                   | {'firstName':'X'}     | user_not_found",
        "GET    | /v1/users/x.ANN/details           |                       | user_not_found",
        "GET    | /v1/users/x.ANN/organisations     |                       | user_not_found",
        "GET    | /v1/users/x.ANN/invitations       |                       | user_not_found",
        "GET    | /v1/users/x.ANN/facts             |                       | user_not_found",
        "PATCH  | /v1/users/x.ANN/facts             | {'metadata':{'a':''}} | user_not_found",
        "GET    | /v1/users/x.ANN/organisation-limit |                       | user_not_found",
        "GET    | /v1/users/x.ANN/events             |                       | user_not_found",
        "PUT    | /v1/users/x.ANN/organisation-limit | {'limit':5}           | user_not_found",
        "DELETE | /v1/users/x.ANN/organisation-limit |                       | user_not_found",
        "GET    | NONE/facts                        |                       |"
            + " organisation_not_found",
        "PATCH  | NONE/facts                        | {}                    |"
            + " organisation_not_found",
        "GET    | NONE/seats                        |                       |"
            + " organisation_not_found",
        "PUT    | NONE/seats/limit                  | {'limit':5}           |"
            + " organisation_not_found",
        "DELETE | NONE/seats/limit                  |                       |"
            + " organisation_not_found",
        "GET    | NONE/members/BOB/facts            |                       | member_not_found",
        "PATCH  | ACME/members/x.ANN/facts          | {'metadata':{'a':''}} | member_not_found",
        "POST   | /v1/users/x.ANN/email             | {'email':'y.ANN'}     | user_not_found",
        "POST   | /v1/users/ANN/email               | {'email':'BOB'}       | already_exists",
        "POST   | /v1/users                         | {'email':'ANN','firstName':'A'} |"
            + " already_exists",
        "DELETE | /v1/users/ANN                     |                       | last_owner",
        "POST   | /v1/organisations                 | {'name':'N','owner':'x.ANN'} |"
            + " user_not_found",
        "GET    | NONE                              |                       |"
            + " organisation_not_found",
        "PUT    | NONE                              | {'name':'N'}          |"
            + " organisation_not_found",
        "PATCH  | NONE                              | {'name':'N'}          |"
            + " organisation_not_found",
        "GET    | NONE/details                      |                       |"
            + " organisation_not_found",
        "GET    | NONE/members                      |                       |"
            + " organisation_not_found",
        "GET    | NONE/members/BOB                  |                       | member_not_found",
        "PUT    | NONE/members/BOB/groups/g         |                       | member_not_found",
        "PATCH  | NONE/members/BOB/groups           | {}                    | member_not_found",
        "GET    | NONE/groups                       |                       |"
            + " organisation_not_found",
        "POST   | NONE/groups                       | {'name':'n'}          |"
            + " organisation_not_found",
        "PUT    | NONE/groups/sales                 | {'label':'N'}         |"
            + " organisation_not_found",
        "GET    | NONE/groups/sales                 |                       | group_not_found",
        "GET    | ACME/groups/no                    |                       | group_not_found",
        "POST   | ACME/groups/no/rename             | {'name':'n'}          | group_not_found",
        "POST   | NONE/groups/sales/rename          | {'name':'n'}          | group_not_found",
        "GET    | NONE/webhooks                     |                       |"
            + " organisation_not_found",
        "POST   | NONE/webhooks                     | {'url':'https://a.co'} |"
            + " organisation_not_found",
        "GET    | ACME/webhooks/0123456789abcdef |  |" + " webhook_not_found",
        "PATCH  | ACME/webhooks/0123456789abcdef | {'enabled':false} |" + " webhook_not_found",
        "POST   | ACME/webhooks/0123456789abcdef/rotate |  |" + " webhook_not_found",
        "POST   | ACME/webhooks/0123456789abcdef/test |  |" + " webhook_not_found",
        "GET    | ACME/webhooks/0123456789abcdef/deliveries |  |" + " webhook_not_found",
        "POST   | ACME/webhooks/0123456789abcdef/deliveries/replay | {'since':'2020-01-01T00:00:00Z'} |"
            + " webhook_not_found",
        "POST   | ACME/webhooks/0123456789abcdef/deliveries/01981a5e-9c3b-7d50-8f21-6b0c4e9d7a13/replay |  |"
            + " webhook_not_found",
        "GET    | /v1/webhooks/0123456789abcdef |  |" + " webhook_not_found",
        "PATCH  | /v1/webhooks/0123456789abcdef | {'enabled':false} |" + " webhook_not_found",
        "POST   | /v1/webhooks/0123456789abcdef/rotate |  |" + " webhook_not_found",
        "POST   | /v1/webhooks/0123456789abcdef/test |  |" + " webhook_not_found",
        "GET    | /v1/webhooks/0123456789abcdef/deliveries |  |" + " webhook_not_found",
        "POST   | /v1/webhooks/0123456789abcdef/deliveries/replay | {'since':'2020-01-01T00:00:00Z'} |"
            + " webhook_not_found",
        "POST   | /v1/webhooks/0123456789abcdef/deliveries/01981a5e-9c3b-7d50-8f21-6b0c4e9d7a13/replay |  |"
            + " webhook_not_found",
        "POST   | ACME/groups                       | {'name':'sales'}      | already_exists",
        "POST   | ACME/groups                       | {'name':'n','externalId':'dir'} |"
            + " external_id_taken",
        "GET    | NONE/services                     |                       |"
            + " organisation_not_found",
        "POST   | NONE/services                     | {'name':'N'}          |"
            + " organisation_not_found",
        "PUT    | NONE/services/crm                 | {'name':'N'}          |"
            + " organisation_not_found",
        "GET    | NONE/services/crm                 |                       | service_not_found",
        "GET    | NONE/invitations                  |                       |"
            + " organisation_not_found",
        "POST   | NONE/invitations                  | {'email':'x.ANN'}     |"
            + " organisation_not_found",
        "GET    | NONE/invitations/carl.ANN         |                       | invitation_not_found",
        "POST   | NONE/invitations/carl.ANN/resend  |                       | invitation_not_found",
        "PUT    | NONE/members/BOB/profile          | {'firstName':'F'}     | member_not_found",
        "PUT    | ACME/members/carl.ANN/profile     | {'firstName':'F'}     | member_not_found",
        "POST   | NONE/members/batch                | {'members':[{'email':'BOB'}]} |"
            + " organisation_not_found",
        "POST   | ACME/members/batch                | {'members':[{'email':'x.ANN'}]} |"
            + " user_not_found",
        "POST   | ACME/members/batch                | {'members':[{'email':'BOB'}]} |"
            + " already_member",
        "POST   | ACME/members/batch                | {'members':[{'email':'eve.ANN'},"
            + "{'email':'BOB'}]} | already_member",
        "POST   | ACME/members/batch                | {'members':[{'email':'eve.ANN',"
            + "'services':{'no':['g']}}]} | service_not_found",
        "POST   | ACME/members/ANN/suspend          |                       | last_owner",
        "POST   | ACME/members/x.ANN/suspend        |                       | member_not_found",
        "POST   | ACME/members/x.ANN/reactivate     |                       | member_not_found",
        "POST   | NONE/suspend                      |                       |"
            + " organisation_not_found",
        "POST   | NONE/reactivate                   |                       |"
            + " organisation_not_found",
        "POST   | NONE/members/BOB/suspend          |                       | member_not_found",
        "POST   | NONE/owners/transfer              | {'from':'ANN','to':'BOB'} | member_not_found",
        "GET    | ACME/members/x.ANN                |                       | member_not_found",
        "PUT    | ACME/members/x.ANN/groups/g       |                       | member_not_found",
        "PUT    | ACME/members/carl.ANN/groups/g    |                       | member_not_found",
        "PATCH  | ACME/members/x.ANN/groups         | {'add':{'groups':['g']}} | member_not_found",
        "PATCH  | ACME/members/BOB/groups           | {'add':{'services':{'no':['g']}}} |"
            + " service_not_found",
        "PATCH  | ACME/members/ANN/groups           | {'remove':{'groups':['owner']}} | last_owner",
        "DELETE | ACME/members/ANN                  |                       | last_owner",
        "DELETE | ACME/members/ANN/groups/owner     |                       | last_owner",
        "GET    | ACME/services/no                  |                       | service_not_found",
        "PUT    | ACME/services/no/members/BOB/groups/g |                   | service_not_found",
        "PUT    | ACME/services/crm/members/x.ANN/groups/g |                | member_not_found",
        "POST   | ACME/invitations                  | {'email':'BOB'}       | already_member",
        "POST   | ACME/invitations                  | {'email':'carl.ANN'}  | already_invited",
        "POST   | ACME/invitations                  | {'email':'x.ANN','services':{'no':['g']}} |"
            + " service_not_found",
        "GET    | ACME/invitations/BOB              |                       | invitation_not_found",
        "POST   | ACME/invitations/BOB/resend       |                       | invitation_not_found",
        "POST   | /v1/users/carl.ANN/invitations/ID/accept |                | user_not_found",
        "POST   | /v1/users/x.ANN/invitations/ID/accept |                   | invitation_not_found",
        "POST   | /v1/users/x.ANN/invitations/ID/reject |                   | invitation_not_found",
        "POST   | /v1/users/BOB/invitations/ID/reject |                     | already_member",
        "POST   | ACME/owners/transfer              | {'from':'BOB','to':'ANN'} | not_owner",
        "POST   | ACME/owners/transfer              | {'from':'ANN','to':'carl.ANN'} |"
            + " member_not_found"
      })
  void an_operation_refuses_with_its_code_and_changes_nothing(
      String method, String path, String body, String code) {
    String before = seen();

    Reply refused = backEnd().send(method, named(path), body == null ? "" : named(body));

    assertThat(refused.text("code")).as("%s %s: %s", method, path, refused).isEqualTo(code);
    assertThat(refused.status()).isEqualTo(code.endsWith("_not_found") ? 404 : 409);
    assertThat(refused.header("Content-Type")).isEqualTo("application/problem+json");
    if (refused.status() == 409) {
      assertThat(conflicts(method, named(path))).contains("`" + code + "`: ");
    }
    assertThat(seen()).isEqualTo(before);
  }

  /** Returns what the API description says of 409 responses of an operation. */
  private static String conflicts(String method, String path) {
    return server()
        .anybody()
        .get("/v1/openapi.json")
        .json()
        .path("paths")
        .propertyStream()
        .filter(each -> path.matches(each.getKey().replaceAll("\\{\\w+}", "[^/]+")))
        .map(each -> each.getValue().at("/" + method.toLowerCase(Locale.ROOT) + "/responses/409"))
        .map(response -> response.path("description").asString())
        .collect(Collectors.joining());
  }

  @ParameterizedTest
  @CsvSource({
    "/v1/users/x.ANN",
    "NONE",
    "NONE/members/BOB",
    "NONE/members/BOB/groups/g",
    "NONE/groups/sales",
    "ACME/groups/none",
    "NONE/services/crm",
    "NONE/services/crm/members/BOB/groups/g",
    "NONE/invitations/BOB",
    "ACME/members/x.ANN",
    "ACME/members/BOB/groups/none",
    "ACME/members/x.ANN/groups/g",
    "ACME/services/none",
    "ACME/services/none/members/BOB/groups/g",
    "ACME/services/crm/members/BOB/groups/none",
    "ACME/invitations/x.ANN",
    "NONE/webhooks/0123456789abcdef",
    "ACME/webhooks/0123456789abcdef",
    "/v1/webhooks/0123456789abcdef",
    "/v1/keys/abcdefghijkl"
  })
  void deleting_what_is_absent_succeeds(String path) {
    String before = seen();

    Reply deleted = backEnd().delete(named(path));

    assertThat(deleted.status()).as("%s", deleted).isEqualTo(204);
    assertThat(deleted.response().body()).isEmpty();
    assertThat(seen()).isEqualTo(before);
  }

  @Test
  void a_member_is_in_at_most_a_hundred_groups() {
    String names =
        IntStream.range(0, 99).mapToObj(i -> "'g" + i + "'").collect(Collectors.joining(","));
    backEnd().patch(path("/members/" + bob + "/groups"), "{'add':{'groups':[" + names + "]}}");

    Reply refused = backEnd().put(path("/members/" + bob + "/groups/more"), "");

    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.text("code")).isEqualTo("too_many_groups");
    assertThat(backEnd().get(path("/members/" + bob)).json().get("groups")).hasSize(100);
  }

  @Test
  void an_expired_invitation_is_not_accepted_and_may_be_resent_or_made_again() {
    EmailAddress dora = server().user("dora." + ann);
    Clock before = Clock.offset(Clock.systemUTC(), Duration.ofDays(-2));
    Orgtable earlier = server().orgtable(Settings.DEFAULT.withClock(before));
    earlier.invitations().invite(dora, OrganisationId.of(acme), Set.of(), "", Duration.ofDays(1));
    String accept = "/v1/users/" + dora + "/invitations/" + acme + "/accept";

    String open = backEnd().get(path("/invitations?expired=false")).response().body();
    String all = backEnd().get(path("/invitations?expired=true")).response().body();
    Reply refused = backEnd().post(accept, "");
    Reply resent = backEnd().post(path("/invitations/" + dora + "/resend"), "");
    Reply accepted = backEnd().post(accept, "");

    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.text("code")).isEqualTo("invitation_expired");
    assertThat(open).doesNotContain(dora.value());
    assertThat(all).contains(dora.value());
    assertThat(resent.status()).isEqualTo(200);
    assertThat(accepted.status()).isEqualTo(200);
  }
}
