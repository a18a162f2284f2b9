package dev.orgtable.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.server.Http.Reply;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Users, organisations and services have entity tags, which prevent lost updates. */
final class EntityTagsTest extends ApiTest {

  @BeforeEach
  void ann_owns_acme_that_has_a_service() {
    annOwnsAcme();
    backEnd().put(path("/services/crm"), "{'name':'CRM'}");
  }

  private String of(String kind) {
    return switch (kind) {
      case "user" -> "/v1/users/" + ann;
      case "organisation" -> path("");
      default -> path("/services/crm");
    };
  }

  private static String body(String kind, String name) {
    return kind.equals("user") ? "{'firstName':'" + name + "'}" : "{'name':'" + name + "'}";
  }

  private String absent(String kind) {
    return switch (kind) {
      case "user" -> "/v1/users/none." + ann;
      case "organisation" -> "/v1/organisations/none-" + acme;
      default -> path("/services/none");
    };
  }

  @ParameterizedTest
  @ValueSource(strings = {"user", "organisation", "service"})
  void a_change_tells_the_new_tag_and_the_old_one_is_stale(String kind) {
    String seen = backEnd().get(of(kind)).header("ETag");
    Reply changed = backEnd().put(of(kind), body(kind, "One"), "If-Match", seen);

    Reply stale = backEnd().put(of(kind), body(kind, "Two"), "If-Match", seen);

    assertThat(changed.status()).isEqualTo(200);
    assertThat(changed.header("ETag"))
        .isNotEqualTo(seen)
        .isEqualTo(backEnd().get(of(kind)).header("ETag"));
    assertThat(stale.status()).isEqualTo(412);
    assertThat(stale.text("code")).isEqualTo("stale");
    assertThat(backEnd().get(of(kind)).json()).isEqualTo(changed.json());
  }

  @ParameterizedTest
  @CsvSource({"user,PATCH", "organisation,PATCH", "user,PUT", "organisation,PUT", "service,PUT"})
  void a_change_on_whatever_is_there_is_made(String kind, String method) {
    String seen = backEnd().get(of(kind)).header("ETag");

    Reply changed =
        backEnd().send(method, of(kind), body(kind, "Any").replace('\'', '"'), "If-Match", "*");

    assertThat(changed.status()).isEqualTo(200);
    assertThat(changed.header("ETag")).isNotEqualTo(seen);
  }

  @ParameterizedTest
  @CsvSource({"user,*", "organisation,*", "service,*", "user,'\"1\"'", "service,'\"1\"'"})
  void a_precondition_of_presence_creates_nothing(String kind, String expected) {
    Reply refused = backEnd().put(absent(kind), body(kind, "New"), "If-Match", expected);

    assertThat(refused.status()).isEqualTo(404);
    assertThat(refused.text("code")).isEqualTo(kind + "_not_found");
    assertThat(backEnd().get(absent(kind)).status()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1",
        "\"1",
        "",
        ",",
        "\"1\"x",
        "\"1\" \"2\"",
        "w/\"1\"",
        "W/ \"1\"",
        "**",
        "*, \"1\"",
        "'1'"
      })
  void a_malformed_list_of_tags_is_refused(String tag) {
    String seen = backEnd().get(of("user")).header("ETag");

    List<Reply> replies =
        List.of(
            backEnd().put(of("user"), body("user", "X"), "If-Match", tag),
            backEnd().patch(of("user"), body("user", "X"), "If-Match", tag),
            backEnd().put(of("organisation"), body("", "X"), "If-Match", tag),
            backEnd().patch(of("organisation"), "{}", "If-Match", tag),
            backEnd().put(of("service"), body("", "X"), "If-Match", tag),
            backEnd().send("GET", of("user"), "", "If-Match", tag),
            backEnd().send("DELETE", of("user"), "", "If-Match", tag),
            backEnd().send("DELETE", of("organisation"), "", "If-Match", tag),
            backEnd().send("DELETE", of("service"), "", "If-Match", tag),
            backEnd().post(of("user") + "/email", "{'email':'x." + ann + "'}", "If-Match", tag));

    assertThat(replies).extracting(Reply::status).containsOnly(400);
    assertThat(replies)
        .extracting(reply -> reply.json().at("/errors/0/field").asString())
        .containsOnly("If-Match");
    assertThat(backEnd().get(of("user")).header("ETag")).isEqualTo(seen);
  }

  @ParameterizedTest
  @ValueSource(strings = {"user", "organisation", "service"})
  void an_unchanged_resource_is_not_sent_again(String kind) {
    String seen = backEnd().get(of(kind)).header("ETag");
    Reply known = backEnd().send("GET", of(kind), "", "If-None-Match", "\"7\", " + seen);
    backEnd().put(of(kind), body(kind, "One"));

    Reply changed = backEnd().send("GET", of(kind), "", "If-None-Match", seen);

    assertThat(known.status()).isEqualTo(304);
    assertThat(known.header("ETag")).isEqualTo(seen);
    assertThat(known.response().body()).isEmpty();
    assertThat(changed.status()).isEqualTo(200);
  }

  @Test
  void a_put_that_changes_nothing_keeps_the_tag() {
    String seen = backEnd().get(of("service")).header("ETag");

    Reply same = backEnd().put(of("service"), "{'name':'CRM'}");

    assertThat(same.status()).isEqualTo(200);
    assertThat(same.header("ETag")).isEqualTo(seen);
  }
}
