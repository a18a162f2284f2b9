package dev.orgtable.server.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.OrganisationId;
import dev.orgtable.event.Actor;
import dev.orgtable.event.Cause;
import dev.orgtable.event.Details;
import dev.orgtable.event.Event;
import dev.orgtable.event.EventId;
import dev.orgtable.event.EventLog;
import dev.orgtable.event.EventType;
import dev.orgtable.webhook.WebhookOwner;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Owners of organisations are sent what they may read, and operators all of an event. */
final class PayloadsTest {

  private static final OrganisationId ACME = OrganisationId.of("acme");
  private static final Event FACTS =
      new Event(
          new EventLog.OfOrganisation(ACME),
          EventId.of(EventId.tick(Instant.parse("2026-11-27T12:00:00Z")), new UUID(7, 7)),
          EventType.ORGANISATION_FACTS_CHANGED,
          new Actor(Actor.Kind.OPERATOR, "olga@operators.example"),
          new Cause("7f3a", "once"),
          Details.NONE.changing("externalId", null, "crm-1001"));

  private final Payloads payloads = new Payloads(JsonMapper.builder().build());

  @Test
  void owners_get_no_operator_no_key_of_idempotency_and_no_facts() {
    String body = payloads.of(new WebhookOwner.OfOrganisation(ACME), FACTS);

    assertThat(body)
        .contains("\"type\":\"organisation.facts_changed\"", "\"operator\"", "7f3a")
        .doesNotContain("olga@operators.example", "once", "crm-1001");
  }

  @Test
  void owners_get_no_values_of_a_type_that_this_version_does_not_know() {
    Event newer =
        new Event(
            FACTS.log(),
            FACTS.id(),
            EventType.OTHER,
            new Actor(Actor.Kind.OTHER, "robot:r2"),
            FACTS.cause(),
            FACTS.details(),
            "organisation.fancied");

    String body = payloads.of(new WebhookOwner.OfOrganisation(ACME), newer);

    assertThat(body)
        .contains("\"type\":\"organisation.fancied\"")
        .doesNotContain("crm-1001", "robot:r2");
  }

  @Test
  void operators_get_all_of_an_event() {
    String body = payloads.of(WebhookOwner.TABLE, FACTS);

    assertThat(body).contains("olga@operators.example", "once", "crm-1001");
  }
}
