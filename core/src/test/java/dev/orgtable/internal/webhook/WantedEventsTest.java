package dev.orgtable.internal.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.OrganisationId;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.event.EventType;
import dev.orgtable.webhook.WebhookId;
import dev.orgtable.webhook.WebhookOwner;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is queued for an endpoint, also by a worker that is older than its record. */
final class WantedEventsTest {

  private static final WebhookOwner OWNER =
      new WebhookOwner.OfOrganisation(OrganisationId.of("acme"));

  private static Item endpoint(Set<String> types) {
    return Item.builder(WebhookRecord.key(OWNER, WebhookId.random()))
        .with("eventTypes", types)
        .build();
  }

  @Test
  void an_endpoint_of_known_types_gets_these() {
    assertThat(WebhookRecord.wanted(endpoint(Set.of("member.added"))).types())
        .containsExactly(EventType.MEMBER_ADDED);
  }

  @Test
  void an_endpoint_of_types_of_a_newer_version_gets_all_that_this_one_does_not_know() {
    assertThat(WebhookRecord.wanted(endpoint(Set.of("member.added", "plan.changed"))).types())
        .containsExactlyInAnyOrder(EventType.MEMBER_ADDED, EventType.OTHER);
  }

  @Test
  void an_endpoint_without_types_gets_all() {
    assertThat(WebhookRecord.wanted(endpoint(Set.of())).types()).isEmpty();
  }
}
