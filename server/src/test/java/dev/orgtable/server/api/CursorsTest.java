package dev.orgtable.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.EmailAddress;
import dev.orgtable.Group;
import dev.orgtable.OrganisationId;
import dev.orgtable.server.Http.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Every list can be read to its end, and a cursor is valid for its own list only. */
@Tag("slow")
final class CursorsTest extends ApiTest {

  private static final int EACH = 3;
  private static final String EVERYBODY = "/v1/users?prefix=";

  /** Two organisations of bob, each with members, services and invitations. */
  @BeforeEach
  void lists_have_three_items_each() {
    annOwnsAcme();
    for (int i = 0; i < EACH; i++) {
      EmailAddress member = server().user(member(i));
      OrganisationId each = server().organisation(acme + "-" + i, EmailAddress.of(ann));
      store().memberships().addMember(EmailAddress.of(bob), each, Set.of());
      store()
          .memberships()
          .addMembers(OrganisationId.of(acme), Map.of(member, Set.of(Group.of("staff"))));
    }
    for (String organisation : List.of(acme, acme + "-0")) {
      for (int i = 0; i < EACH; i++) {
        String at = "/v1/organisations/" + organisation;
        backEnd().put(at + "/services/s" + i, "{'name':'S'}");
        backEnd().put(at + "/groups/g" + i, "{'label':'G'}");
        backEnd().post(at + "/invitations", "{'email':'i" + i + "." + ann + "'}");
      }
    }
    for (int i = 1; i < EACH; i++) {
      backEnd()
          .post(
              "/v1/organisations/" + acme + "-" + i + "/invitations", "{'email':'i0." + ann + "'}");
    }
  }

  private String member(int i) {
    return ann.replace("@", "-" + i + "@");
  }

  private List<String> lists() {
    return List.of(
        "/v1/users?prefix=" + ann.substring(0, ann.indexOf('@')),
        EVERYBODY,
        "/v1/organisations?prefix=organisation%20" + acme,
        "/v1/users/" + bob + "/organisations?",
        "/v1/users/" + ann + "/organisations?",
        "/v1/users/i0." + ann + "/invitations?",
        path("/members?"),
        path("/members?group=staff"),
        path("/services?"),
        path("/groups?"),
        path("/invitations?"),
        "/v1/organisations/" + acme + "-0/services?",
        "/v1/organisations/" + acme + "-0/invitations?");
  }

  @Test
  void every_list_is_walked_to_its_end_in_pages_of_one() {
    server().user("i0." + ann);
    for (String list : lists()) {
      if (list.equals(EVERYBODY)) {
        continue; // Other tests add to it.
      }
      List<String> whole = new ArrayList<>();
      backEnd().get(list + "&limit=200").json().get("data").forEach(item -> whole.add("" + item));

      List<String> walked = new ArrayList<>();
      Reply page = backEnd().get(list + "&limit=1");
      page.json().get("data").forEach(item -> walked.add("" + item));
      for (JsonNode next = page.json().get("next");
          !next.isNull();
          next = page.json().get("next")) {
        page = backEnd().get(list + "&limit=1&cursor=" + next.asString());
        assertThat(page.status()).as("%s %s", list, page).isEqualTo(200);
        page.json().get("data").forEach(item -> walked.add("" + item));
      }

      assertThat(walked).as(list).hasSizeGreaterThanOrEqualTo(EACH).isEqualTo(whole);
    }
  }

  @Test
  void a_cursor_of_one_list_is_refused_by_all_others() {
    server().user("i0." + ann);
    for (String from : lists()) {
      String cursor = backEnd().get(from + "&limit=1").text("next");
      for (String to : lists()) {
        Reply reply = backEnd().get(to + "&limit=1&cursor=" + cursor);

        assertThat(reply.status())
            .as("%s on %s: %s", from, to, reply)
            .isEqualTo(from.equals(to) ? 200 : 400);
      }
    }
  }

  @Test
  void an_altered_cursor_is_refused_wherever_it_was_altered() {
    String cursor = backEnd().get(path("/members?limit=1")).text("next");
    for (int i = 0; i < cursor.length(); i++) {
      char other = cursor.charAt(i) == 'A' ? 'B' : 'A';
      String altered = cursor.substring(0, i) + other + cursor.substring(i + 1);

      Reply reply = backEnd().get(path("/members?limit=1&cursor=" + altered));

      assertThat(reply.status()).as("%s at %d: %s", cursor, i, reply).isEqualTo(400);
      assertThat(reply.text("code")).isEqualTo("invalid_request");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "%20", "%00", "%F0%9F%98%80", "../..", "e30"})
  void every_list_refuses_an_invalid_cursor(String garbage) {
    for (String list : lists()) {
      Reply reply = backEnd().get(list + "&cursor=" + garbage);

      assertThat(reply.status()).as("%s %s", list, reply).isEqualTo(400);
      assertThat(reply.text("code")).isEqualTo("invalid_request");
    }
    assertThat(backEnd().get("/v1/keys?cursor=" + garbage).status()).isEqualTo(400);
  }

  @Test
  void a_cursor_goes_on_with_another_limit_and_what_came_meanwhile() {
    String cursor = backEnd().get(path("/services?limit=1")).text("next");
    backEnd().put(path("/services/t"), "{'name':'T'}");

    Reply rest = backEnd().get(path("/services?limit=200&cursor=" + cursor));

    assertThat(rest.json().get("data")).hasSize(EACH);
    assertThat(rest.json().get("next").isNull()).isTrue();
  }

  @Test
  void a_search_in_another_spelling_is_the_same_list() {
    String upper = member(0).substring(0, 6).toUpperCase(Locale.ROOT);

    Reply found = backEnd().get("/v1/users?prefix=" + upper);

    assertThat(found.json().get("data")).isNotEmpty();
  }
}
