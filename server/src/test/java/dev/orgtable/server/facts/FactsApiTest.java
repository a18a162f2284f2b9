package dev.orgtable.server.facts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.EmailAddress;
import dev.orgtable.server.Http.Reply;
import dev.orgtable.server.api.ApiTest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Facts of the application over HTTP: merge patches of metadata, and limits that name the key. */
final class FactsApiTest extends ApiTest {

  private static final String PATCH = "application/merge-patch+json";

  @BeforeEach
  void bob_is_a_member_of_acme() {
    annOwnsAcme();
    bobIsIn();
  }

  private List<String> paths() {
    return List.of(
        "/v1/users/" + bob + "/facts", path("/facts"), path("/members/" + bob + "/facts"));
  }

  private static String body(Reply reply) {
    return reply.response().body().replace('"', '\'');
  }

  @Test
  void a_patch_sets_and_removes_keys() {
    for (String path : paths()) {
      assertThat(body(backEnd().get(path))).isEqualTo("{'externalId':null,'metadata':{}}");

      Reply first = backEnd().patch(path, "{'metadata':{'seat':'4','plan':'pro'}}");
      Reply second =
          backEnd().patch(path, "{'metadata':{'plan':null,'note':''}}", "Content-Type", PATCH);

      assertThat(body(first)).isEqualTo("{'externalId':null,'metadata':{'plan':'pro','seat':'4'}}");
      assertThat(body(second)).isEqualTo("{'externalId':null,'metadata':{'note':'','seat':'4'}}");
      assertThat(body(backEnd().patch(path, "{}"))).isEqualTo(body(second));
      assertThat(body(backEnd().get(path))).isEqualTo(body(second));
    }
  }

  @Test
  void a_limit_is_named_with_the_key() {
    String keys =
        IntStream.range(10, 61)
            .mapToObj(i -> "'k" + i + "':''")
            .collect(Collectors.joining(",", "{'metadata':{", "}}"));
    String path = paths().get(0);

    Reply tooMany = backEnd().patch(path, keys);
    Reply tooLarge =
        backEnd().patch(path, "{'metadata':{'a':'','note':'" + "x".repeat(4096) + "'}}");
    Reply tooLong = backEnd().patch(path, "{'metadata':{'" + "k".repeat(41) + "':''}}");

    assertThat(List.of(tooMany, tooLarge, tooLong)).extracting(Reply::status).containsOnly(400);
    assertThat(tooMany.text("detail")).contains("at most 50 keys", "k60");
    assertThat(tooLarge.text("detail")).contains("at most 4096 bytes", "note is 4100");
    assertThat(tooLong.text("detail")).contains("1 to 40", "k".repeat(40));
    assertThat(body(backEnd().get(path))).isEqualTo("{'externalId':null,'metadata':{}}");
  }

  @Test
  void an_unrelated_change_leaves_the_etag_of_the_user() {
    String tag = backEnd().get("/v1/users/" + bob).header("ETag");

    backEnd().patch(paths().get(0), "{'metadata':{'plan':'pro'}}");

    assertThat(backEnd().get("/v1/users/" + bob).header("ETag")).isEqualTo(tag);
  }

  @Test
  void an_id_is_taken_for_the_address() {
    String id = backEnd().get("/v1/users/" + bob).text("id");
    backEnd().patch(path("/members/" + id + "/facts"), "{'metadata':{'seat':'4'}}");

    assertThat(body(backEnd().get(paths().get(2))))
        .isEqualTo("{'externalId':null,'metadata':{'seat':'4'}}");
  }

  @Test
  void the_description_has_the_limits_and_null_in_a_patch_alone() {
    JsonNode schemas = server().anybody().get("/v1/openapi.json").json().at("/components/schemas");
    JsonNode answer = schemas.at("/Facts/properties/metadata");
    JsonNode patch = schemas.at("/FactsChanges/properties/metadata");

    assertThat(patch.at("/additionalProperties/type").toString())
        .isEqualTo("[\"string\",\"null\"]");
    assertThat(answer.at("/additionalProperties/type").toString()).isEqualTo("\"string\"");
    for (JsonNode each : List.of(answer, patch)) {
      assertThat(each.at("/maxProperties").asInt()).isEqualTo(50);
      assertThat(each.at("/propertyNames/maxLength").asInt()).isEqualTo(40);
      assertThat(each.at("/additionalProperties/maxLength").asInt()).isEqualTo(4096);
    }
  }

  @Test
  void a_user_and_an_organisation_are_found_by_the_external_id() {
    String id = "crm/" + acme + " é";
    String encoded = URLEncoder.encode(id, StandardCharsets.UTF_8);
    backEnd().patch(paths().get(0), "{'externalId':'" + id + "'}");
    backEnd().patch(paths().get(1), "{'externalId':'" + id + "','metadata':{'plan':'pro'}}");

    Reply users = backEnd().get("/v1/users?externalId=" + encoded);
    Reply organisations = backEnd().get("/v1/organisations?externalId=" + encoded);

    assertThat(users.json().at("/data/0/email").asString()).isEqualTo(bob);
    assertThat(users.json().get("next").isNull()).isTrue();
    assertThat(organisations.json().at("/data/0/id").asString()).isEqualTo(acme);
    assertThat(backEnd().get(paths().get(1)).text("externalId")).isEqualTo(id);
    backEnd().patch(paths().get(0), "{'externalId':null}");
    assertThat(body(backEnd().get("/v1/users?externalId=" + encoded)))
        .isEqualTo("{'data':[],'next':null}");
  }

  @Test
  void an_external_id_of_another_one_is_refused() {
    String id = "crm-" + acme;
    backEnd().patch(paths().get(0), "{'externalId':'" + id + "'}");

    Reply taken = backEnd().patch("/v1/users/" + ann + "/facts", "{'externalId':'" + id + "'}");

    assertThat(taken.status()).isEqualTo(409);
    assertThat(taken.text("code")).isEqualTo("external_id_taken");
    assertThat(taken.text("detail")).contains(id).doesNotContain(bob);
  }

  @Test
  void a_member_is_found_by_the_external_id_of_the_membership_and_by_back_ends_alone() {
    backEnd().patch(paths().get(2), "{'externalId':'seat-4'}");

    Reply members = backEnd().get(path("/members?externalId=seat-4"));
    Reply nobody = backEnd().get(path("/members?externalId=seat-5"));
    Reply person = server().person(EmailAddress.of(ann)).get(path("/members?externalId=seat-4"));

    assertThat(members.json().at("/data/0/email").asString()).isEqualTo(bob);
    assertThat(members.json().path("data")).hasSize(1);
    assertThat(body(nobody)).isEqualTo("{'data':[],'next':null}");
    assertThat(person.text("code")).isEqualTo("forbidden");
  }

  @Test
  void a_search_for_a_member_of_a_missing_organisation_is_not_found() {
    String missing = path("/members").replace(acme, "no-" + acme);

    Reply all = backEnd().get(missing);
    Reply one = backEnd().get(missing + "?externalId=seat-4");

    assertThat(one.status()).isEqualTo(404);
    assertThat(one.text("code")).isEqualTo(all.text("code")).isEqualTo("organisation_not_found");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "externalId=",
        "externalId=%20a",
        "externalId=a&prefix=b",
        "externalId=a&cursor=b"
      })
  void a_search_that_is_not_understood_is_refused(String query) {
    for (String list : List.of("/v1/users?", "/v1/organisations?", path("/members?"))) {
      assertThat(backEnd().get(list + query).status()).isEqualTo(400);
    }
  }
}
