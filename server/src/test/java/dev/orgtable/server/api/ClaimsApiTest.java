package dev.orgtable.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.EmailAddress;
import dev.orgtable.Group;
import dev.orgtable.OrganisationId;
import dev.orgtable.ServiceId;
import dev.orgtable.User.Account;
import dev.orgtable.server.Http.Reply;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Claims over HTTP: the body has what a token gets, and nothing else. */
final class ClaimsApiTest extends ApiTest {

  private static final int MOST_BYTES = 4096;

  @BeforeEach
  void bob_edits_the_crm_of_acme() {
    annOwnsAcme();
    backEnd().put(path("/services/crm"), "{'name':'CRM'}");
    bobIsIn(Group.of("staff"), Group.of(ServiceId.of("crm"), "editors"));
  }

  private Reply claims(String query) {
    return backEnd().get("/v1/users/" + bob + "/claims" + query);
  }

  private String body(String query) {
    return claims(query).response().body().replace(acme, "ID").replace('"', '\'');
  }

  @Test
  void a_member_gets_one_organisation_or_the_list() {
    String claims =
        "{'org_id':'ID','org_name':'Organisation ID','groups':['staff'],"
            + "'services':{'crm':['editors']}";

    assertThat(body("?organisation=" + acme)).isEqualTo(claims + ",'truncated':false}");
    assertThat(body("")).isEqualTo("{'organisations':[" + claims + "}],'truncated':false}");
  }

  @Test
  void only_an_active_member_gets_the_organisations_id() {
    store().memberships().suspend(EmailAddress.of(bob), OrganisationId.of(acme));

    assertThat(body("?organisation=" + acme)).isEqualTo("{'truncated':false}");
    assertThat(body("?organisation=none")).isEqualTo("{'truncated':false}");
    assertThat(body("")).isEqualTo("{'organisations':[],'truncated':false}");
  }

  @Test
  void a_token_of_another_account_than_the_users_gets_nothing() {
    String issuer = "&issuer=https://id.example.com";
    String one = "?organisation=" + acme;
    String before = body(one);
    assertThat(body(one + issuer + "/&subject=another")).as("none is bound").isEqualTo(before);
    store()
        .accounts()
        .signIn(
            new Account("https://id.example.com/", "former"), EmailAddress.of(bob), Instant.now());

    assertThat(body(one + issuer + "&subject=former")).isEqualTo(before);
    assertThat(body(one + "&issuer=https://other.example.com&subject=another")).isEqualTo(before);
    assertThat(body(one)).as("an address alone").isEqualTo(before);
    for (String query : List.of(one + issuer, issuer.replace('&', '?'))) {
      Reply refused = claims(query + "&subject=another");
      assertThat(refused.status()).isEqualTo(403);
      assertThat(refused.text("code")).isEqualTo("account_conflict");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "?issuer=https://id.example.com, subject",
    "?subject=bob,                   issuer",
    "?issuer=&subject=bob,           issuer",
    "?issuer=https://a.co&subject=,  subject"
  })
  void issuer_and_subject_are_given_together(String query, String field) {
    assertThat(claims(query).status()).isEqualTo(400);
    assertThat(claims(query).json().at("/errors/0/field").asString()).isEqualTo(field);
  }

  @ParameterizedTest
  @ValueSource(strings = {"?organisation=", "?organisation=a%20b", "?organization=a", "?limit=1"})
  void a_parameter_that_is_wrong_does_not_widen_the_answer(String query) {
    assertThat(claims(query).status()).isEqualTo(400);
    assertThat(claims(query).text("code")).isEqualTo("invalid_request");
  }

  @Test
  void at_the_bound_all_is_there_and_over_it_no_list_is() {
    String query = "?organisation=" + acme;
    for (int i = 10; i < 48; i++) {
      inGroup(i + "é".repeat(49));
    }
    int rest = MOST_BYTES - bytes(query) - ",''".length();
    inGroup("z".repeat(Math.min(100, rest)));
    assertThat(rest).isBetween(1, 100);
    assertThat(bytes(query)).isEqualTo(MOST_BYTES);
    assertThat(claims(query).json().path("groups")).hasSize(40);

    inGroup("a");

    assertThat(body(query))
        .isEqualTo("{'org_id':'ID','org_name':'Organisation ID','truncated':true}");
    assertThat(body("")).isEqualTo("{'truncated':true}");
  }

  private void inGroup(String name) {
    store()
        .memberships()
        .addToGroups(EmailAddress.of(bob), OrganisationId.of(acme), Set.of(Group.of(name)));
  }

  private int bytes(String query) {
    return claims(query).response().body().getBytes(StandardCharsets.UTF_8).length;
  }

  @Test
  void the_description_requires_only_what_is_always_there() {
    JsonNode schema =
        server().anybody().get("/v1/openapi.json").json().at("/components/schemas/Claims");

    assertThat(schema.path("required").valueStream())
        .extracting(JsonNode::asString)
        .containsExactly("truncated");
    assertThat(schema.path("properties").propertyNames())
        .containsExactlyInAnyOrder(
            "org_id",
            "org_name",
            "groups",
            "permissions",
            "permissions_truncated",
            "services",
            "organisations",
            "truncated");
    assertThat(schema.at("/properties/org_id/type").asString()).isEqualTo("string");
    assertThat(schema.at("/properties/organisations/maxItems").asInt()).isEqualTo(50);
  }
}
