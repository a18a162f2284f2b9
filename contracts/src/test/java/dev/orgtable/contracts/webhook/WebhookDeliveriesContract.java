package dev.orgtable.contracts.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.OrgtableException.UnreadableRecord;
import dev.orgtable.Page;
import dev.orgtable.Scope;
import dev.orgtable.event.Actor;
import dev.orgtable.event.Details;
import dev.orgtable.event.EventId;
import dev.orgtable.event.EventLog;
import dev.orgtable.event.EventType;
import dev.orgtable.internal.Context;
import dev.orgtable.internal.delivery.DestinationId;
import dev.orgtable.testkit.TestClock;
import dev.orgtable.webhook.Webhook;
import dev.orgtable.webhook.WebhookDelivery;
import dev.orgtable.webhook.WebhookDelivery.State;
import dev.orgtable.webhook.WebhookDetails;
import dev.orgtable.webhook.WebhookId;
import dev.orgtable.webhook.WebhookOwner;
import dev.orgtable.webhook.WebhookUrl;
import dev.orgtable.webhook.store.WebhookChannel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Events that are sent to endpoints, what came of it, and what is sent again. */
final class WebhookDeliveriesContract extends WebhookTable {

  private final Requests requests = new Requests();

  @BeforeEach
  void organisations() {
    user(ANN);
    organisation(ACME, ANN);
    organisation(BETA, ANN);
  }

  private void rename(int times) {
    for (int i = 0; i < times; i++) {
      orgtable().organisations().rename(ACME, "Name " + UUID.randomUUID());
    }
  }

  private List<WebhookDelivery> deliveries(WebhookId id) {
    return webhooks().deliveries(OF_ACME, id, null, 100).items();
  }

  private static List<State> states(List<WebhookDelivery> deliveries) {
    return deliveries.stream().map(WebhookDelivery::state).toList();
  }

  @Test
  void an_endpoint_of_an_organisation_is_told_of_its_events_only() {
    endpoint(OF_ACME);

    rename(2);
    orgtable().organisations().rename(BETA, "Other");
    user(BOB);
    deliver(requests);

    assertThat(requests.ids())
        .isEqualTo(
            events().stream()
                .filter(event -> event.type() == EventType.ORGANISATION_RENAMED)
                .filter(event -> event.log().equals(new EventLog.OfOrganisation(ACME)))
                .map(event -> event.id())
                .toList());
    assertThat(reported).isEmpty();
  }

  @Test
  void an_endpoint_of_the_table_is_told_of_all_events() {
    endpoint(WebhookOwner.TABLE);

    rename(1);
    user(BOB);
    orgtable().apiKeys().create("k", Set.of(Scope.READ));
    deliver(requests);

    assertThat(requests.types())
        .containsExactlyInAnyOrder(
            EventType.ORGANISATION_RENAMED, EventType.USER_CREATED, EventType.API_KEY_CREATED);
  }

  @Test
  void an_endpoint_is_told_of_the_types_that_it_wants() {
    endpoint(OF_ACME, EventType.ORGANISATION_SUSPENDED);

    rename(1);
    orgtable().organisations().suspend(ACME);
    deliver(requests);

    assertThat(requests.types()).containsExactly(EventType.ORGANISATION_SUSPENDED);
  }

  @Test
  void the_log_says_what_was_delivered() {
    WebhookId id = endpoint(OF_ACME).webhook().id();

    rename(1);
    deliver(requests);

    WebhookDelivery delivery = deliveries(id).get(0);
    assertThat(delivery.state()).isEqualTo(State.DELIVERED);
    assertThat(delivery.status()).isEqualTo(200);
    assertThat(delivery.took()).isEqualTo(Duration.ofMillis(7));
    assertThat(delivery.attempts()).isEqualTo(1);
    assertThat(delivery.failure()).isNull();
    assertThat(delivery.event()).isEqualTo(requests.ids().get(0));
  }

  @Test
  void the_log_has_pages_with_the_latest_events_first() {
    WebhookId id = endpoint(OF_ACME).webhook().id();
    rename(5);
    deliver(requests);
    List<EventId> newest = new ArrayList<>(requests.ids());
    Collections.reverse(newest);
    set("deliveryLog/webhook/" + id, "deliveryEntry/" + newest.get(2), "state", text("odd"));

    Page<WebhookDelivery> first = webhooks().deliveries(OF_ACME, id, null, 3);
    EventId after = EventId.of(first.next().orElseThrow().value());
    Page<WebhookDelivery> rest = webhooks().deliveries(OF_ACME, id, after, 3);

    assertThat(after).isEqualTo(newest.remove(2));
    assertThat(first.items()).hasSize(2);
    assertThat(Stream.concat(first.items().stream(), rest.items().stream()))
        .extracting(WebhookDelivery::event)
        .containsExactlyElementsOf(newest);
    assertThat(rest.next()).isEmpty();
    set("deliveryLog/webhook/" + id, "deliveryEntry/" + after, "state", text("delivered"));
  }

  @Test
  void a_failed_request_is_repeated_before_later_events() {
    WebhookId id = endpoint(OF_ACME).webhook().id();
    rename(2);

    deliver(requests.answering(500));
    assertThat(requests.ids()).hasSize(1);
    assertThat(states(deliveries(id))).containsExactly(State.WAITING);
    assertThat(deliveries(id).get(0).failure()).isEqualTo("answered 500");
    clock.advance(Duration.ofSeconds(5));
    deliver(requests.answering(200));

    EventId first = requests.ids().get(0);
    assertThat(requests.ids().subList(0, 2)).containsExactly(first, first);
    assertThat(requests.ids()).hasSize(3);
    assertThat(states(deliveries(id))).containsOnly(State.DELIVERED);
  }

  @Test
  void an_endpoint_that_is_gone_is_disabled_by_the_worker() {
    WebhookId id = endpoint(OF_ACME).webhook().id();
    rename(2);

    deliver(requests.answering(410));
    clock.advance(Duration.ofMinutes(1));
    deliver(requests);

    Webhook.Disabled disabled = Objects.requireNonNull(webhooks().get(OF_ACME, id).disabled());
    assertThat(disabled.failure()).contains("answered 410");
    assertThat(events(EventType.WEBHOOK_DISABLED))
        .singleElement()
        .matches(event -> event.actor().kind() == Actor.Kind.JOB)
        .extracting(event -> event.details().values().get("failure"))
        .isEqualTo(new Details.Value(null, "answered 410"));
    assertThat(requests.ids()).hasSize(1);
    assertThat(states(deliveries(id))).containsOnly(State.FAILED);
  }

  @Test
  void an_endpoint_that_was_changed_meanwhile_is_not_disabled() {
    WebhookId id = endpoint(OF_ACME).webhook().id();
    rename(1);
    UnaryOperator<WebhookDetails> repaired =
        present -> present.withUrl(WebhookUrl.of("https://new.example/"));

    deliver(
        call -> {
          boolean old = call.url().value().getHost().equals("example.com");
          if (old) {
            webhooks().change(OF_ACME, id, repaired);
          }
          return requests.answering(old ? 410 : 200).send(call);
        });

    assertThat(webhooks().get(OF_ACME, id).isEnabled()).isTrue();
  }

  @Test
  void earlier_events_are_not_for_a_new_endpoint() {
    endpoint(WebhookOwner.TABLE);
    rename(1);
    clock.advance(Duration.ofMinutes(3));
    webhooks().create(OF_ACME, details("https://new.example/"), KEYS);

    deliver(requests);

    assertThat(requests.typesTo("new.example")).containsExactly(EventType.WEBHOOK_CREATED);
    assertThat(requests.types()).contains(EventType.ORGANISATION_RENAMED);
  }

  @Test
  void later_events_by_a_process_whose_clock_is_behind_are_for_a_new_endpoint() {
    endpoint(WebhookOwner.TABLE);
    user(BOB);
    orgtable().memberships().addMember(BOB, ACME, Set.of());
    clock.advance(Duration.ofMinutes(3));
    TestClock behind = new TestClock();
    behind.advance(Duration.between(behind.instant(), clock.instant()).minusSeconds(50));
    webhooks().create(OF_ACME, details("https://new.example/"), KEYS);
    on(client(), settings().withClock(behind)).memberships().addToGroups(BOB, ACME, Set.of(STAFF));

    deliver(requests);

    assertThat(requests.typesTo("new.example"))
        .containsExactlyInAnyOrder(EventType.WEBHOOK_CREATED, EventType.MEMBER_GROUPS_CHANGED);
  }

  @Test
  void events_of_a_deleted_organisation_are_not_for_its_successor() {
    endpoint(WebhookOwner.TABLE);
    user(BOB);
    rename(1);
    orgtable().organisations().delete(ACME);
    organisation(ACME, BOB);
    webhooks().create(OF_ACME, details("https://new.example/"), KEYS);

    deliver(requests);

    assertThat(requests.typesTo("new.example"))
        .contains(EventType.WEBHOOK_CREATED)
        .doesNotContain(EventType.ORGANISATION_RENAMED, EventType.ORGANISATION_DELETED);
    assertThat(requests.types())
        .contains(EventType.ORGANISATION_RENAMED, EventType.ORGANISATION_DELETED);
  }

  @Test
  void failures_before_an_endpoint_was_enabled_or_led_elsewhere_do_not_count() {
    WebhookId id = endpoint(OF_ACME).webhook().id();
    Instant created = countsFrom(id);
    clock.advance(Duration.ofHours(1));
    webhooks().rotate(OF_ACME, id, KEYS);
    webhooks().disable(OF_ACME, id);

    assertThat(created).isBefore(clock.instant());
    assertThat(countsFrom(id)).isEqualTo(created);
    webhooks().enable(OF_ACME, id);
    assertThat(countsFrom(id)).isEqualTo(clock.instant());
    clock.advance(Duration.ofHours(1));
    webhooks().change(OF_ACME, id, it -> it.withUrl(WebhookUrl.of("https://new.example/")));
    assertThat(countsFrom(id)).isEqualTo(clock.instant());
  }

  private Instant countsFrom(WebhookId id) {
    DestinationId destination = new DestinationId(DestinationId.Kind.WEBHOOK, id.value());
    Context context = orgtable().context();
    return new WebhookChannel(context, KEYS, requests)
        .find(context.open(), destination, new EventLog.OfOrganisation(ACME))
        .orElseThrow()
        .countsFrom();
  }

  @Test
  void an_endpoint_that_failed_for_five_days_is_disabled() {
    WebhookId id = endpoint(OF_ACME).webhook().id();
    rename(1);

    for (int day = 0; day < 8; day++) {
      deliver(requests.answering(500));
      clock.advance(Duration.ofHours(24));
    }

    assertThat(webhooks().get(OF_ACME, id).isEnabled()).isFalse();
    assertThat(states(deliveries(id))).containsExactly(State.FAILED);
    assertThat(requests.ids()).hasSizeBetween(5, 8);
  }

  @Test
  void a_disabled_endpoint_gets_nothing() {
    WebhookId id = endpoint(OF_ACME).webhook().id();

    webhooks().disable(OF_ACME, id);
    rename(2);
    deliver(requests);

    assertThat(requests.calls()).isEmpty();
  }

  @Test
  void what_happened_before_an_endpoint_was_disabled_is_in_its_list() {
    WebhookId id = endpoint(OF_ACME).webhook().id();
    rename(2);
    clock.advance(Duration.ofSeconds(1));
    webhooks().disable(OF_ACME, id);
    rename(1);

    deliver(requests);

    assertThat(requests.calls()).isEmpty();
    assertThat(states(deliveries(id))).containsExactly(State.FAILED, State.FAILED);
  }

  @Test
  void what_waits_for_a_deleted_endpoint_is_removed() {
    WebhookId id = endpoint(OF_ACME).webhook().id();
    rename(2);
    deliver(requests.answering(500));

    webhooks().delete(OF_ACME, id);
    clock.advance(Duration.ofMinutes(1));
    deliver(requests.answering(200));

    assertThat(requests.calls()).hasSize(1);
    assertThat(items().toString()).doesNotContain("deliveries/webhook");
    assertThat(destinations()).isZero();
  }

  @Test
  void a_failing_endpoint_does_not_hold_up_another() {
    WebhookId failing = endpoint(OF_ACME).webhook().id();
    WebhookId other =
        webhooks().create(OF_ACME, details("https://other.example/"), KEYS).webhook().id();
    rename(2);

    deliver(
        call ->
            call.url().value().getHost().equals("other.example")
                ? requests.answering(200).send(call)
                : new Requests().answering(500).send(call));

    assertThat(states(deliveries(failing))).contains(State.WAITING);
    assertThat(states(deliveries(other))).containsOnly(State.DELIVERED);
  }

  @Test
  void an_unreadable_endpoint_does_not_hold_up_others() {
    WebhookId damaged = endpoint(OF_ACME).webhook().id();
    endpoint(OF_ACME, EventType.ORGANISATION_RENAMED);
    clearUrl(damaged);
    rename(1);

    deliver(requests);

    assertThat(requests.calls()).hasSize(1);
    assertThat(webhooks().list(OF_ACME)).hasSize(1);
    setUrl(damaged);
  }

  @Test
  void what_waits_for_an_endpoint_that_cannot_be_read_is_kept() {
    WebhookId id = endpoint(OF_ACME).webhook().id();
    rename(1);
    deliver(requests.answering(500));
    clearUrl(id);
    clock.advance(Duration.ofMinutes(1));

    deliver(requests.answering(200));
    assertThat(requests.calls()).hasSize(1);
    assertThat(reported).isNotEmpty().allMatch(UnreadableRecord.class::isInstance);
    setUrl(id);
    clock.advance(Duration.ofMinutes(5));
    deliver(requests);

    assertThat(requests.calls()).hasSize(2);
  }

  private void clearUrl(WebhookId id) {
    set("organisation/acme", "organisationWebhook/" + id, "url", text("not a url"));
  }

  private void setUrl(WebhookId id) {
    set("organisation/acme", "organisationWebhook/" + id, "url", text("https://example.com/"));
  }

  private static AttributeValue text(String text) {
    return AttributeValue.fromS(text);
  }
}
