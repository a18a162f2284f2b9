package dev.orgtable.contracts.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orgtable.InvalidInput;
import dev.orgtable.OrganisationId;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.event.EventId;
import dev.orgtable.event.EventLog;
import dev.orgtable.event.EventType;
import dev.orgtable.internal.delivery.DeliveryEntry;
import dev.orgtable.internal.delivery.DestinationId;
import dev.orgtable.webhook.WebhookDelivery;
import dev.orgtable.webhook.WebhookDelivery.State;
import dev.orgtable.webhook.WebhookId;
import dev.orgtable.webhook.WebhookOwner;
import dev.orgtable.webhook.WebhookReplay;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Events that are delivered again by request. */
final class WebhookReplayContract extends WebhookTable {

  private static final EventLog LOG = new EventLog.OfOrganisation(ACME);

  private final Requests requests = new Requests();
  private WebhookId id = WebhookId.random();

  @BeforeEach
  void acme_has_an_endpoint() {
    user(ANN);
    organisation(ACME, ANN);
    id = endpoint(OF_ACME).webhook().id();
  }

  private void rename(int times) {
    for (int i = 0; i < times; i++) {
      orgtable().organisations().rename(ACME, "Name " + UUID.randomUUID());
    }
  }

  private List<State> states() {
    return webhooks().deliveries(OF_ACME, id, null, 100).items().stream()
        .map(WebhookDelivery::state)
        .toList();
  }

  /** Lets all that waits fail for good. */
  private void giveUp() {
    deliver(requests.answering(410));
    clock.advance(Duration.ofMinutes(1));
    deliver(requests);
    requests.forget();
  }

  @Test
  void what_failed_is_replayed_once_in_order() {
    Instant begin = clock.instant();
    rename(30);
    giveUp();
    assertThat(states()).hasSize(30).containsOnly(State.FAILED);
    assertThatThrownBy(() -> webhooks().replayFailed(OF_ACME, id, begin))
        .isInstanceOf(InvalidInput.class);

    webhooks().enable(OF_ACME, id);
    assertThat(webhooks().replayFailed(OF_ACME, id, begin)).isEqualTo(new WebhookReplay(30, null));
    assertThat(webhooks().replayFailed(OF_ACME, id, begin)).isEqualTo(new WebhookReplay(0, null));
    deliver(requests.answering(200));

    List<EventId> renamed =
        events(EventType.ORGANISATION_RENAMED).stream().map(event -> event.id()).toList();
    assertThat(requests.ids()).containsSubsequence(renamed);
    assertThat(requests.ids()).doesNotHaveDuplicates();
    assertThat(states().subList(1, 31)).containsOnly(State.DELIVERED);
  }

  @Test
  void what_another_request_replays_and_a_worker_delivers_meanwhile_is_delivered_once() {
    Instant begin = clock.instant();
    rename(1);
    giveUp();
    webhooks().enable(OF_ACME, id);
    requests.answering(200);
    Runnable other =
        () -> {
          webhooks().replayFailed(OF_ACME, id, begin);
          deliver(requests);
        };

    WebhookReplay replayed = meanwhile(other).webhooks().replayFailed(OF_ACME, id, begin);
    deliver(requests);

    assertThat(replayed).isEqualTo(new WebhookReplay(0, null));
    assertThat(requests.types()).containsOnlyOnce(EventType.ORGANISATION_RENAMED);
  }

  @Test
  void of_what_failed_only_later_events_are_replayed() {
    rename(1);
    clock.advance(Duration.ofHours(1));
    Instant from = clock.instant();
    rename(1);
    giveUp();
    webhooks().enable(OF_ACME, id);

    assertThat(webhooks().replayFailed(OF_ACME, id, from).events()).isEqualTo(1);
  }

  @Test
  void a_time_before_all_events_replays_all_and_one_after_them_none() {
    rename(1);
    giveUp();
    webhooks().enable(OF_ACME, id);

    assertThat(webhooks().replayFailed(OF_ACME, id, Instant.MAX).events()).isZero();
    assertThat(webhooks().replayFailed(OF_ACME, id, Instant.MIN).events()).isEqualTo(1);
  }

  @Test
  void a_long_log_is_read_in_several_requests() {
    Instant begin = clock.instant();
    orgtable().items().put(IntStream.range(0, 2050).mapToObj(this::delivered).toList(), 4);
    clock.advance(Duration.ofMinutes(1));
    rename(1);
    giveUp();
    webhooks().enable(OF_ACME, id);

    WebhookReplay first = webhooks().replayFailed(OF_ACME, id, begin);

    assertThat(first.events()).isZero();
    Instant next = Objects.requireNonNull(first.next());
    assertThat(next).isAfter(begin);
    assertThat(webhooks().replayFailed(OF_ACME, id, next)).isEqualTo(new WebhookReplay(1, null));
  }

  /** The events of each log take a transaction of their own. */
  @Test
  void events_of_many_logs_are_replayed_in_several_requests() {
    WebhookId ofAll = endpoint(WebhookOwner.TABLE).webhook().id();
    Instant begin = clock.instant();
    for (int i = 0; i < 45; i++) {
      organisation(OrganisationId.of("o" + i), ANN);
    }
    work();
    giveUp();
    webhooks().enable(WebhookOwner.TABLE, ofAll);
    int all = 0;
    Instant next = begin;
    for (int requests = 0; requests < 2; requests++) {
      WebhookReplay replayed =
          webhooks().replayFailed(WebhookOwner.TABLE, ofAll, Objects.requireNonNull(next));
      assertThat(replayed.events()).isBetween(5, 60);
      all += replayed.events();
      next = replayed.next();
    }

    assertThat(all).isGreaterThanOrEqualTo(45);
    assertThat(next).isNull();
  }

  @Test
  void events_that_are_kept_no_more_are_left_out_and_do_not_hold_up_others() {
    Instant begin = clock.instant();
    rename(1);
    giveUp();
    List<Map<String, AttributeValue>> gone =
        allItems().stream()
            .filter(item -> Item.of(item).key().id().startsWith("organisationEvents/"))
            .toList();
    gone.stream().map(item -> Item.of(item).key()).forEach(key -> delete(key.id(), key.rng()));
    rename(1);
    webhooks().enable(OF_ACME, id);
    giveUp();
    webhooks().enable(OF_ACME, id);

    int kept = (int) states().stream().filter(State.FAILED::equals).count() - 1;
    assertThat(webhooks().replayFailed(OF_ACME, id, begin))
        .isEqualTo(new WebhookReplay(kept, null));
    assertThat(states()).containsOnlyOnce(State.FAILED);
    gone.forEach(this::put);
  }

  private Map<String, AttributeValue> delivered(int number) {
    EventId event = EventId.of(EventId.tick(clock.instant().plusMillis(number)), new UUID(0, 1));
    return new DeliveryEntry(
            new DestinationId(DestinationId.Kind.WEBHOOK, id.value()),
            LOG,
            event,
            DeliveryEntry.State.DELIVERED,
            1,
            clock.instant(),
            200,
            7,
            "")
        .item()
        .attributes();
  }

  @Test
  void one_delivery_is_repeated() {
    rename(1);
    deliver(requests);
    EventId event = requests.ids().get(0);

    webhooks().replay(OF_ACME, id, event);
    webhooks().replay(OF_ACME, id, event);
    deliver(requests);

    assertThat(requests.ids()).containsExactly(event, event);
    assertThatThrownBy(
            () ->
                webhooks()
                    .replay(OF_ACME, id, EventId.of(EventId.tick(CREATED), UUID.randomUUID())))
        .isInstanceOf(InvalidInput.class);
  }

  @Test
  void a_delivery_that_was_lost_from_its_queue_is_repeated() {
    rename(1);
    deliver(requests.answering(500));
    EventId event = requests.ids().get(0);
    allItems().stream()
        .map(item -> Item.of(item).key())
        .filter(key -> key.id().startsWith("deliveries/"))
        .forEach(key -> delete(key.id(), key.rng()));

    webhooks().replay(OF_ACME, id, event);
    deliver(requests.answering(200));

    assertThat(requests.ids()).containsExactly(event, event);
    assertThat(states()).containsExactly(State.DELIVERED);
  }

  @Test
  void an_event_that_is_kept_no_more_is_not_repeated() {
    rename(1);
    deliver(requests);
    EventId event = requests.ids().get(0);
    var stored = item("organisationEvents/acme", "organisationEvent/" + event);
    delete("organisationEvents/acme", "organisationEvent/" + event);

    assertThatThrownBy(() -> webhooks().replay(OF_ACME, id, event))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("keeps");
    put(stored);
  }
}
