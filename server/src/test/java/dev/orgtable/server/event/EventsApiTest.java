package dev.orgtable.server.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.orgtable.EmailAddress;
import dev.orgtable.OrganisationId;
import dev.orgtable.server.Http;
import dev.orgtable.server.Http.Reply;
import dev.orgtable.server.api.ApiTest;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** The logs of events over HTTP: who made which change, for whom, by which request. */
final class EventsApiTest extends ApiTest {

  private final Instant yesterday = Instant.now().minus(Duration.ofDays(1));
  private static final String ACTING_FOR = "Orgtable-Acting-For";

  @BeforeEach
  void ann_owns_acme() {
    annOwnsAcme();
  }

  private JsonNode newest() {
    return events("?limit=1").get(0);
  }

  private JsonNode events(String query) {
    return backEnd().get(path("/events" + query)).json().path("data");
  }

  private static List<String> types(JsonNode events) {
    List<String> types = new ArrayList<>();
    events.forEach(event -> types.add(event.path("type").asString()));
    return types;
  }

  private Reply addToStaff(Http by) {
    bobIsIn();
    return by.put(path("/members/" + bob + "/groups/editors"), "");
  }

  @Test
  void an_event_says_who_did_what_to_whom() {
    assertThat(addToStaff(backEnd()).status()).isEqualTo(204);

    JsonNode event = newest();
    assertThat(event.path("type").asString()).isEqualTo("member.groups_changed");
    assertThat(event.path("organisation").asString()).isEqualTo(acme);
    assertThat(event.at("/user/email").asString()).isEqualTo(bob);
    assertThat(event.at("/user/id").isNull()).isTrue();
    assertThat(event.at("/added/groups/0").asString()).isEqualTo("editors");
    assertThat(event.at("/actor/kind").asString()).isEqualTo("api_key");
    assertThat(event.at("/actor/id").asString()).isNotEmpty();
    assertThat(event.at("/actor/actingFor").isNull()).isTrue();
  }

  @Test
  void an_event_says_who_was_added_at_once() {
    String cat = server().user("cat-" + bob).value();
    String members =
        "{'members':[{'email':'" + bob + "','groups':['editors']},{'email':'" + cat + "'}]}";
    assertThat(backEnd().post(path("/members/batch"), members).status()).isEqualTo(204);

    JsonNode event = newest();
    assertThat(event.path("type").asString()).isEqualTo("members.added");
    assertThat(event.path("members").valueStream())
        .extracting(
            member -> member.at("/user/email").asString(),
            member -> member.at("/added/groups/0").asString(""))
        .containsExactlyInAnyOrder(tuple(bob, "editors"), tuple(cat, ""));
  }

  @Test
  void a_back_end_names_the_user_for_whom_it_acts_and_the_request() {
    Reply invited =
        backEnd()
            .post(
                path("/invitations"),
                "{'email':'" + bob + "'}",
                ACTING_FOR,
                ann,
                "X-Request-ID",
                "r-77",
                "Idempotency-Key",
                "key-" + acme);
    assertThat(invited.status()).isEqualTo(201);

    JsonNode event = events("?types=invitation.created").get(0);
    assertThat(event.path("type").asString()).isEqualTo("invitation.created");
    assertThat(event.at("/actor/actingFor").asString()).isEqualTo(ann);
    assertThat(event.path("request").asString()).isEqualTo("r-77");
    assertThat(event.path("idempotencyKey").asString()).isEqualTo("key-" + acme);
  }

  @ParameterizedTest
  @CsvSource({"255, true", "256, false"})
  void the_id_of_a_request_is_kept_up_to_255_characters(int length, boolean kept) {
    String id = "r".repeat(length);

    Reply invited =
        backEnd().post(path("/invitations"), "{'email':'" + bob + "'}", "X-Request-ID", id);

    assertThat(invited.status()).isEqualTo(201);
    JsonNode request = events("?types=invitation.created").get(0).path("request");
    assertThat(request.isNull() ? null : request.asString()).isEqualTo(kept ? id : null);
  }

  @Test
  void a_user_that_is_neither_an_address_nor_an_id_is_refused_and_nothing_changes() {
    Reply reply =
        backEnd().post(path("/invitations"), "{'email':'" + bob + "'}", ACTING_FOR, "nobody");

    assertThat(reply.status()).isEqualTo(400);
    assertThat(types(events(""))).containsExactly("organisation.created");
  }

  @Test
  void whom_a_back_end_acts_for_is_checked_before_anything_is_read() {
    for (String path : List.of("/v1/organisations/nowhere-" + acme, path("/events"))) {
      Reply reply = backEnd().send("GET", path, "", ACTING_FOR, "nobody");

      assertThat(reply.status()).isEqualTo(400);
      assertThat(reply.json().at("/errors/0/field").asString()).isEqualTo(ACTING_FOR);
    }
  }

  @Test
  void only_a_back_end_acts_for_somebody() {
    Http owner = server().person(EmailAddress.of(ann));
    for (Reply reply :
        List.of(
            owner.post(path("/invitations"), "{'email':'" + bob + "'}", ACTING_FOR, bob),
            owner.send("GET", path(""), "", ACTING_FOR, ann),
            server().anybody().post("/v1/invitations/reject", "{'token':'x'}", ACTING_FOR, ann))) {
      assertThat(reply.status()).isEqualTo(400);
      assertThat(reply.json().at("/errors/0/field").asString()).isEqualTo(ACTING_FOR);
    }
    assertThat(types(events(""))).containsExactly("organisation.created");
  }

  @Test
  void who_accepts_by_a_token_without_a_credential_is_the_invitee() {
    String token = backEnd().post(path("/invitations"), "{'email':'" + bob + "'}").text("token");

    server().anybody().post("/v1/invitations/accept", "{'token':'" + token + "'}");

    JsonNode event = newest();
    assertThat(event.path("type").asString()).isEqualTo("member.added");
    assertThat(event.at("/actor/kind").asString()).isEqualTo("user");
    assertThat(event.at("/actor/id")).isEqualTo(event.at("/user/id"));
  }

  @Test
  void the_log_is_read_in_both_orders_by_pages() {
    addToStaff(backEnd());

    List<String> all = types(events(""));
    assertThat(all)
        .containsExactly("member.groups_changed", "member.added", "organisation.created");
    JsonNode first = backEnd().get(path("/events?limit=2")).json();
    assertThat(first.path("more").asBoolean()).isTrue();
    JsonNode rest =
        backEnd().get(path("/events?limit=2&after=" + first.path("last").asString())).json();
    assertThat(types(rest.path("data"))).containsExactly("organisation.created");
    assertThat(types(events("?order=asc&settled=false")))
        .containsExactly("organisation.created", "member.added", "member.groups_changed");
    assertThat(types(events("?order=asc"))).isEmpty();
  }

  @Test
  void events_are_found_by_type_and_by_actor() {
    addToStaff(backEnd());

    assertThat(types(events("?types=member.added,organisation.created")))
        .containsExactly("member.added", "organisation.created");
    assertThat(types(events("?types=member.groups_changed&actor=api_key")))
        .containsExactly("member.groups_changed");
    assertThat(types(events("?actor=operator"))).isEmpty();
  }

  @Test
  void a_user_s_own_changes_are_in_the_user_s_log() {
    backEnd().patch("/v1/users/" + ann, "{'lastName':'Other'}");

    JsonNode events = backEnd().get("/v1/users/" + ann + "/events").json().path("data");
    assertThat(types(events)).containsExactly("user.changed", "user.created");
    assertThat(events.at("/0/changes/lastName/after").asString()).isEqualTo("Other");
    assertThat(events.at("/0/organisation").isNull()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "yesterday, at",
    "2999-01-01T00:00:00Z, at",
    "2026-11-27, at",
    "2020-01-01T00:00:00Z, at"
  })
  void a_moment_that_is_none_or_not_past_is_refused(String at, String field) {
    Reply reply = backEnd().get(path("/past?at=" + at));

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.json().at("/errors/0/field").asString()).isEqualTo(field);
  }

  @ParameterizedTest
  @CsvSource({
    "at=yesterday, at",
    "at=2999-01-01T00:00:00Z, at",
    "at=2020-01-01T00:00:00Z, at",
    "at=2020-01-01T00:00:00Z&maxStaleness=PT1M, maxStaleness",
    "at=2020-01-01T00:00:00Z&permission=invoices:read, permission"
  })
  void a_check_of_a_past_moment_is_refused_by_the_wrong_parameter(String query, String field) {
    Reply reply = backEnd().get(check(ann) + "&" + query);

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.json().at("/errors/0/field").asString()).isEqualTo(field);
  }

  private String check(String user) {
    return "/v1/check?user=" + user + "&organisation=" + acme;
  }

  @Test
  void before_the_organisation_was_created_a_check_said_no() {
    String then = "&at=" + yesterday;
    String id = backEnd().get("/v1/users/" + ann).json().path("id").asString();

    assertThat(backEnd().get(check(ann)).json().path("member").asBoolean()).isTrue();
    for (String user : List.of(ann, id)) {
      Reply reply = backEnd().get(check(user) + then);
      assertThat(reply.status()).as("%s", reply.json()).isEqualTo(200);
      assertThat(reply.json().path("member").asBoolean()).isFalse();
    }
  }

  @Test
  void a_person_is_refused_checks_of_a_past_moment() {
    Reply reply = server().person(EmailAddress.of(ann)).get(check(ann) + "&at=" + yesterday);

    assertThat(reply.status()).isEqualTo(403);
  }

  @Test
  void one_member_is_asked_for_by_the_address_or_the_id() {
    String then = path("/past?at=" + yesterday + "&user=");
    String id = backEnd().get("/v1/users/" + ann).json().path("id").asString();

    for (String user : List.of(ann, id)) {
      Reply reply = backEnd().get(then + user);
      assertThat(reply.status()).isEqualTo(200);
      assertThat(reply.json().path("members").isEmpty()).isTrue();
    }
    assertThat(backEnd().get(then + "nobody").json().at("/errors/0/field").asString())
        .isEqualTo("user");
  }

  @Test
  void before_it_was_created_an_organisation_had_no_members() {
    Instant before = Instant.now().minus(Duration.ofHours(1));

    Reply reply = backEnd().get(path("/past?at=" + before));

    assertThat(reply.status()).isEqualTo(200);
    JsonNode past = reply.json();
    assertThat(past.path("members").isEmpty()).isTrue();
    assertThat(past.path("organisationSuspended").asBoolean()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "order=up, order",
    "settled=false, settled",
    "order=asc&settled=no, settled",
    "after=x, after",
    "limit=0, limit",
    "limit=201, limit",
    "types=member, types",
    "'types=member.added,', types",
    "actor=nobody, actor",
    "actor=nobody:1, actor",
    "actor=, actor",
    "actor=:, actor",
    "actor=user:, actor",
    "actor=user:bob, actor",
    "actor=user:ann@example.com, actor",
    "actor=api_key:, actor",
    "actor=operator:, actor",
    "actor=library:, actor",
    "actor=library:x, actor",
    "types=webhook.test, types",
    "'types=member.added,webhook.test', types",
    "cursor=x, cursor"
  })
  void a_wrong_parameter_is_refused_by_its_name(String query, String field) {
    Reply reply = backEnd().get(path("/events?" + query));

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.json().at("/errors/0/field").asString()).isEqualTo(field);
  }

  @Test
  void an_actor_is_found_by_the_id_and_an_address_is_refused_with_that_word() {
    bobIsIn();
    assertThat(server().person(EmailAddress.of(bob)).delete(path("/members/" + bob)).status())
        .isEqualTo(204);
    String id = store().users().get(EmailAddress.of(bob)).id().value();

    for (String actor : List.of(id, id.toUpperCase(Locale.ROOT))) {
      assertThat(types(events("?actor=user:" + actor))).containsExactly("member.removed");
    }
    assertThat(backEnd().get(path("/events?actor=user:" + bob)).json().toString())
        .contains("must have the id of a user, not an address");
  }

  @Test
  void an_organisation_that_never_was_has_no_log_and_no_past() {
    String unknown = "/v1/organisations/nope-" + acme;

    for (String path :
        List.of(
            "/events",
            "/events?order=asc",
            "/events?types=member.added",
            "/past?at=" + yesterday,
            "/past?user=" + ann + "&at=" + yesterday)) {
      Reply reply = backEnd().get(unknown + path);
      assertThat(reply.status()).as("%s", path).isEqualTo(404);
      assertThat(reply.text("code")).isEqualTo("organisation_not_found");
    }
  }

  @Test
  void a_deleted_organisation_keeps_its_log_and_its_past() {
    store().organisations().delete(OrganisationId.of(acme));

    assertThat(types(events(""))).containsExactly("organisation.deleted", "organisation.created");
    for (String path :
        List.of("/events?order=asc", "/events?types=member.added", "/past?at=" + yesterday)) {
      assertThat(backEnd().get(path(path)).status()).as("%s", path).isEqualTo(200);
    }
  }

  @Test
  void an_organisation_without_events_has_an_empty_log() {
    assertThat(types(events("?order=asc"))).isEmpty();
  }

  @Test
  void a_plus_that_was_not_encoded_is_named() {
    String time = "2026-11-27T20:15:30";

    assertThat(backEnd().get(path("/past?at=" + time + "+02:00")).json().toString())
        .contains("a + must be sent as %2B");
    for (String other : List.of(time, "2026-11-27+20:15:30")) {
      assertThat(backEnd().get(path("/past?at=" + other)).json().toString())
          .contains("must be a time")
          .doesNotContain("%2B");
    }
  }

  @Test
  void an_offset_is_understood() {
    String time = yesterday.atOffset(ZoneOffset.ofHours(2)).toString().replace("+", "%2B");

    assertThat(backEnd().get(path("/past?at=" + time)).status()).isEqualTo(200);
  }
}
