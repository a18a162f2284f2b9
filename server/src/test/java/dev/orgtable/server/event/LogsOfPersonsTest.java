package dev.orgtable.server.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.EmailAddress;
import dev.orgtable.OrganisationId;
import dev.orgtable.event.Actor;
import dev.orgtable.server.Http;
import dev.orgtable.server.Http.Reply;
import dev.orgtable.server.api.ApiTest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What persons read of logs: less than back ends, and nothing of a former organisation. */
final class LogsOfPersonsTest extends ApiTest {

  private static final EmailAddress FORMER = EmailAddress.of("former@example.com");
  private static final Actor OPERATOR = new Actor(Actor.Kind.OPERATOR, "olga@example.com");

  @BeforeEach
  void ann_owns_acme() {
    annOwnsAcme();
  }

  private static Http person(String address) {
    return server().person(EmailAddress.of(address));
  }

  private static JsonNode events(Http by, String path) {
    Reply reply = by.get(path);
    assertThat(reply.status()).as("%s", reply).isEqualTo(200);
    return reply.json().path("data");
  }

  private static List<String> types(JsonNode events) {
    List<String> types = new ArrayList<>();
    events.forEach(event -> types.add(event.path("type").asString()));
    return types;
  }

  /** Deletes acme of ann, to which she had invited somebody, and creates acme of bob. */
  private void acmeIsCreatedAgainForBob() {
    store().invitations().invite(FORMER, OrganisationId.of(acme), Set.of());
    store().organisations().delete(OrganisationId.of(acme));
    server().organisation(acme, EmailAddress.of(bob));
    bobRenamesAcme();
  }

  private void bobRenamesAcme() {
    assertThat(person(bob).put(path(""), "{'name':'Other'}", "If-Match", "*").status())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"?limit=50", "?limit=1", "?limit=2", "?limit=3"})
  void an_owner_reads_nothing_of_a_former_organisation_with_the_same_id(String query) {
    acmeIsCreatedAgainForBob();

    List<String> read = new ArrayList<>();
    String after = "";
    boolean more = true;
    while (more) {
      JsonNode page = person(bob).get(path("/events" + query + after)).json();
      read.addAll(types(page.path("data")));
      more = page.path("more").asBoolean();
      after = "&after=" + page.path("last").asString();
    }

    assertThat(read).containsExactly("organisation.renamed", "organisation.created");
  }

  @Test
  void no_place_to_begin_leads_into_the_former_organisation() {
    acmeIsCreatedAgainForBob();
    JsonNode all = events(backEnd(), path("/events"));
    String former = all.get(4).path("id").asString();

    assertThat(types(all))
        .containsExactly(
            "organisation.renamed",
            "organisation.created",
            "organisation.deleted",
            "invitation.created",
            "organisation.created");
    assertThat(events(person(bob), path("/events?after=" + former))).isEmpty();
    for (String begin : List.of("", "&after=" + former)) {
      assertThat(types(events(person(bob), path("/events?order=asc&settled=false" + begin))))
          .containsExactly("organisation.created", "organisation.renamed");
    }
  }

  @Test
  void an_owner_does_not_learn_who_was_a_member_of_the_former_organisation() {
    acmeIsCreatedAgainForBob();

    String past = path("/past?at=" + Instant.now().minus(Duration.ofHours(1)));

    Reply reply = person(bob).get(past);

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.json().at("/errors/0/field").asString()).isEqualTo("at");
    assertThat(backEnd().get(past).status()).isEqualTo(200);
  }

  @Test
  void an_owner_does_not_read_facts_operators_or_keys() {
    backEnd().patch(path("/facts"), "{'metadata':{'fraud':'yes'}}", "Idempotency-Key", "k-" + acme);
    store().as(OPERATOR).organisations().limitSeats(OrganisationId.of(acme), 5);

    JsonNode events = events(person(ann), path("/events?limit=2"));

    assertThat(types(events))
        .containsExactly("organisation.limit_changed", "organisation.facts_changed");
    assertThat(events.at("/0/actor/kind").asString()).isEqualTo("operator");
    assertThat(events.at("/0/actor/id").isNull()).isTrue();
    assertThat(events.at("/0/changes/memberLimit/after").asString()).isEqualTo("5");
    assertThat(events.at("/1/actor/kind").asString()).isEqualTo("api_key");
    assertThat(events.at("/1/actor/id").isNull()).isTrue();
    assertThat(events.at("/1/changes")).isEmpty();
    JsonNode whole = events(backEnd(), path("/events?limit=2"));
    assertThat(whole.at("/0/actor/id").asString()).isEqualTo("olga@example.com");
    assertThat(whole.at("/1/changes/metadata/after").asString()).isEqualTo("fraud");
  }

  @Test
  void a_person_does_not_read_idempotency_keys() {
    backEnd().post(path("/invitations"), "{'email':'" + bob + "'}", "Idempotency-Key", "k-" + acme);

    JsonNode read = events(person(ann), path("/events?limit=1"));
    JsonNode whole = events(backEnd(), path("/events?limit=1"));

    assertThat(whole.at("/0/idempotencyKey").asString()).isEqualTo("k-" + acme);
    assertThat(read.at("/0/idempotencyKey").isNull()).isTrue();
  }

  @Test
  void a_user_does_not_read_the_own_limit_and_facts() {
    backEnd().put("/v1/users/" + ann + "/organisation-limit", "{'limit':3}");
    backEnd().patch("/v1/users/" + ann + "/facts", "{'metadata':{'fraud':'yes'}}");

    JsonNode events =
        events(
            person(ann),
            "/v1/users/" + ann + "/events?types=user.facts_changed,user.limit_changed");

    assertThat(types(events)).containsExactly("user.facts_changed", "user.limit_changed");
    assertThat(events.at("/0/changes")).isEmpty();
    assertThat(events.at("/1/changes")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"operator:olga@example.com", "api_key:k1"})
  void a_person_does_not_search_for_an_operator_or_a_key(String actor) {
    for (String log : List.of(path("/events"), "/v1/users/" + ann + "/events")) {
      Reply reply = person(ann).get(log + "?actor=" + actor);

      assertThat(reply.status()).isEqualTo(400);
      assertThat(reply.json().at("/errors/0/field").asString()).isEqualTo("actor");
      assertThat(backEnd().get(log + "?actor=" + actor).status()).isEqualTo(200);
    }
    assertThat(person(ann).get(path("/events?actor=operator")).status()).isEqualTo(200);
  }

  @Test
  void the_log_of_a_deleted_user_is_read_by_the_id() {
    String id = store().users().get(EmailAddress.of(bob)).id().value();
    backEnd().delete("/v1/users/" + bob);

    assertThat(types(events(backEnd(), "/v1/users/" + id + "/events")))
        .containsExactly("user.deleted", "user.created");
    assertThat(backEnd().get("/v1/users/" + bob + "/events").status()).isEqualTo(404);
    assertThat(person(ann).get("/v1/users/" + id + "/events").status()).isEqualTo(404);
    assertThat(backEnd().get("/v1/users/nobody/events").status()).isEqualTo(400);
  }

  @Test
  void a_user_reads_the_own_log_by_the_id() {
    String id = store().users().get(EmailAddress.of(ann)).id().value();

    assertThat(types(events(person(ann), "/v1/users/" + id + "/events"))).contains("user.created");
  }
}
