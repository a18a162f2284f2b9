package dev.orgtable.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.EmailAddress;
import dev.orgtable.Group;
import dev.orgtable.OrganisationId;
import dev.orgtable.server.Http.Reply;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.web.util.UriUtils;

/** Names in paths are compared after decoding and normalisation. */
final class AddressesInPathsTest extends ApiTest {

  private static String encoded(String text) {
    return UriUtils.encode(text, "UTF-8");
  }

  @Test
  void an_address_is_known_in_any_spelling_and_answered_in_one() {
    server().user(ann);
    String upper = ann.toUpperCase(Locale.ROOT);

    List<Reply> replies =
        List.of(
            backEnd().get("/v1/users/" + upper),
            backEnd().get("/v1/users/" + encoded(upper)),
            backEnd().get("/v1/users/%20" + ann + "%20"),
            backEnd().put("/v1/users/" + upper, "{'email':'" + upper + "','firstName':'Ann'}"),
            backEnd().patch("/v1/users/" + upper, "{}"),
            backEnd().post("/v1/users/" + ann + "/email", "{'email':'" + upper + "'}"));

    assertThat(replies).extracting(Reply::status).containsOnly(200);
    assertThat(replies).extracting(reply -> reply.text("email")).containsOnly(ann);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a/b", "a+b", "a%b", "a#b", "a?b", "a&b=c", "a'b", "ä", "{a}", "a!$*b"})
  void any_character_of_an_address_may_stand_in_a_path(String name) {
    String address = name + "." + ann;

    Reply created =
        backEnd()
            .post("/v1/users", "{'email':'%s','firstName':'A'}".replace("%s", quoted(address)));

    assertThat(created.status()).as("%s", created).isEqualTo(201);
    assertThat(created.text("email")).isEqualTo(address);
    assertThat(backEnd().get(created.header("Location")).text("email")).isEqualTo(address);
    assertThat(backEnd().get("/v1/users/" + encoded(address)).status()).isEqualTo(200);
    assertThat(backEnd().delete(created.header("Location")).status()).isEqualTo(204);
    assertThat(backEnd().get(created.header("Location")).status()).isEqualTo(404);
  }

  private static String quoted(String text) {
    return text.replace("'", "\\u0027");
  }

  @Test
  void a_plus_is_a_plus_in_a_path_and_in_a_query() {
    String address = "a+b." + ann;
    server().user(address);

    Reply inPath = backEnd().get("/v1/users/a+b." + ann);
    Reply encoded = backEnd().get("/v1/users?prefix=a%2Bb." + ann);
    Reply bare = backEnd().get("/v1/users?prefix=a+b." + ann);

    assertThat(inPath.text("email")).isEqualTo(address);
    assertThat(encoded.json().get("data")).hasSize(1);
    assertThat(bare.json().get("data")).hasSize(1);
  }

  @Test
  void an_international_domain_is_known_by_either_form() {
    String name = "x" + acme;
    Reply created =
        backEnd().post("/v1/users", "{'email':'" + name + "@bücher.example','firstName':'X'}");

    Reply found = backEnd().get("/v1/users/" + encoded(name + "@BÜCHER.example"));

    assertThat(created.text("email")).isEqualTo(name + "@xn--bcher-kva.example");
    assertThat(found.json()).isEqualTo(created.json());
  }

  @Test
  void members_and_invitations_are_known_in_any_spelling() {
    annOwnsAcme();
    bobIsIn(Group.of("staff"));
    String upper = encoded(bob.toUpperCase(Locale.ROOT));
    String invited = "New." + bob;
    backEnd().post(path("/invitations"), "{'email':'" + invited + "'}");

    assertThat(backEnd().get(path("/members/" + upper)).text("email")).isEqualTo(bob);
    assertThat(backEnd().put(path("/members/" + upper + "/groups/g"), "").status()).isEqualTo(204);
    assertThat(backEnd().get(path("/invitations/" + encoded(invited))).text("email"))
        .isEqualTo("new." + bob);
    assertThat(
            backEnd().get("/v1/check?user=" + upper + "&group=g&organisation=" + acme).response())
        .satisfies(answer -> assertThat(answer.body()).contains("\"allowed\":true"));
    assertThat(store().memberships().get(EmailAddress.of(bob), OrganisationId.of(acme)).groups())
        .contains(Group.of("g"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a..b", "%2F", "a,b", "ﬁ", "é", "a:b@c", "'\"<>", "owner "})
  void odd_names_of_groups_are_kept_as_they_are(String name) {
    annOwnsAcme();
    bobIsIn();
    String below = "/members/" + bob + "/groups/" + encoded(name).replace(".", "%2E");

    int given = backEnd().put(path(below), "").status();

    assertThat(given).isEqualTo(204);
    assertThat(backEnd().get(path("/members/" + bob)).json().at("/groups/0").asString())
        .isEqualTo(name.strip());
    if (!name.isBlank() && !name.strip().equals("owner")) {
      assertThat(backEnd().delete(path(below)).status()).isEqualTo(204);
      assertThat(backEnd().get(path("/members/" + bob)).json().get("groups")).isEmpty();
    }
  }

  @Test
  void two_forms_of_one_name_are_one_group() {
    annOwnsAcme();
    bobIsIn();
    backEnd().put(path("/members/" + bob + "/groups/" + encoded("é")), "");

    backEnd().put(path("/members/" + bob + "/groups/" + encoded("e\u0301")), "");

    assertThat(backEnd().get(path("/members/" + bob)).json().get("groups")).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a%2Fb", "%20", "a%0Ab", "%E2%80%AE", "%E2%80%8B", "%7F"})
  void an_invalid_group_name_is_refused(String name) {
    annOwnsAcme();
    bobIsIn();

    Reply refused = backEnd().put(path("/members/" + bob + "/groups/" + name), "");

    assertThat(refused.status()).as("%s", refused).isEqualTo(400);
    assertThat(refused.text("code")).isEqualTo("invalid_request");
    assertThat(backEnd().get(path("/members/" + bob)).json().get("groups")).isEmpty();
  }

  @Test
  void the_longest_names_of_emoji_fit_and_longer_ones_do_not() {
    annOwnsAcme();
    bobIsIn();
    String groups = path("/members/" + bob + "/groups/");

    assertThat(backEnd().put(groups + encoded("😀".repeat(100)), "").status()).isEqualTo(204);
    assertThat(backEnd().put(groups + encoded("😀".repeat(101)), "").status()).isEqualTo(400);
  }
}
