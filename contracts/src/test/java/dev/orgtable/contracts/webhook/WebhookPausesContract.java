package dev.orgtable.contracts.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.OrganisationId;
import dev.orgtable.contracts.InterleavingClient;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.event.EventId;
import dev.orgtable.job.Worker;
import dev.orgtable.job.WorkerSettings;
import dev.orgtable.webhook.WebhookAnswer;
import dev.orgtable.webhook.WebhookDelivery;
import dev.orgtable.webhook.WebhookDelivery.State;
import dev.orgtable.webhook.WebhookId;
import dev.orgtable.webhook.WebhookOwner;
import dev.orgtable.webhook.WebhookReplay;
import dev.orgtable.webhook.WebhookSender;
import dev.orgtable.webhook.WebhookUrl;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Pauses after failures, of up to 24 hours, that are ended before their time. */
final class WebhookPausesContract extends WebhookTable {

  private static final int LOGS = 45;

  private final Requests requests = new Requests();
  private Instant begin = Instant.EPOCH;
  private WebhookId id = WebhookId.random();

  @BeforeEach
  void acme_has_an_endpoint() {
    user(ANN);
    organisation(ACME, ANN);
    id = endpoint(OF_ACME).webhook().id();
    begin = clock.instant();
  }

  private void rename(OrganisationId organisation) {
    orgtable().organisations().rename(organisation, "Name " + UUID.randomUUID());
  }

  /** Lets the receiver ask for a pause of a year, of which it gets a day. */
  private EventId pause() {
    rename(ACME);
    deliver(
        call -> {
          requests.send(call);
          return new WebhookAnswer(429, Duration.ofMillis(7), "answered 429", Duration.ofDays(365));
        });
    EventId event = requests.ids().get(0);
    requests.forget();
    clock.advance(Duration.ofHours(23));
    deliver(requests);
    assertThat(requests.calls()).isEmpty();
    return event;
  }

  /** Makes a request while an event is attempted, which fails with a pause of a day. */
  private EventId failOnceAnd(Runnable request) {
    rename(ACME);
    deliver(
        call -> {
          boolean isFirst = requests.calls().isEmpty();
          WebhookAnswer answer = requests.send(call);
          if (isFirst) {
            request.run();
            answer =
                new WebhookAnswer(429, Duration.ofMillis(7), "answered 429", Duration.ofDays(1));
          }
          return answer;
        });
    return requests.ids().get(0);
  }

  private WebhookDelivery delivery(EventId event) {
    return webhooks().deliveries(OF_ACME, id, null, 100).items().stream()
        .filter(each -> each.event().equals(event))
        .findFirst()
        .orElseThrow();
  }

  private List<Map<String, AttributeValue>> queues() {
    return allItems().stream()
        .filter(item -> AttributeValue.fromS("deliveryQueue").equals(item.get("typ")))
        .toList();
  }

  @Test
  void a_replay_of_what_waits_is_an_attempt_now() {
    EventId event = pause();

    webhooks().replay(OF_ACME, id, event);
    deliver(requests);

    assertThat(requests.ids()).containsExactly(event);
    assertThat(delivery(event).state()).isEqualTo(State.DELIVERED);
    assertThat(delivery(event).attempts()).isEqualTo(2);
  }

  @Test
  void what_fails_again_pauses_as_if_the_pause_had_passed() {
    Instant failed = clock.instant();
    EventId event = pause();
    for (int attempt = 2; attempt <= 4; attempt++) {
      webhooks().replay(OF_ACME, id, event);
      deliver(requests.answering(500));
    }

    assertThat(delivery(event).attempts()).isEqualTo(4);
    assertThat(queues())
        .singleElement()
        .satisfies(
            queue -> {
              assertThat(Item.of(queue).instant("dirRng"))
                  .contains(
                      clock.instant().plus(Duration.ofHours(2)).truncatedTo(ChronoUnit.SECONDS));
              assertThat(Item.of(queue).instant("failingSince")).contains(failed);
            });
  }

  @Test
  void a_queue_that_is_due_or_held_by_a_worker_is_left_as_it_is() {
    EventId event = pause();
    Map<String, AttributeValue> paused = queues().get(0);
    String queue = Item.of(paused).key().id();
    String until = Long.toString(clock.instant().plusSeconds(30).toEpochMilli());
    set(queue, "deliveryQueue", "leaseHolder", AttributeValue.fromS("other"));
    set(queue, "deliveryQueue", "leaseUntil", AttributeValue.fromN(until));

    webhooks().replay(OF_ACME, id, event);
    assertThat(webhooks().replayFailed(OF_ACME, id, begin)).isEqualTo(new WebhookReplay(0, null));
    assertThat(Item.of(queues().get(0)).instant("dirRng"))
        .isEqualTo(Item.of(paused).instant("dirRng"));
    put(paused);
    webhooks().replay(OF_ACME, id, event);
    resetCost();
    webhooks().replay(OF_ACME, id, event);

    assertThat(cost().writeUnits()).isZero();
  }

  @Test
  void a_queue_that_a_worker_takes_meanwhile_is_left_as_it_is() {
    EventId event = pause();
    Map<String, AttributeValue> paused = queues().get(0);
    String queue = Item.of(paused).key().id();
    String until = Long.toString(clock.instant().plusSeconds(30).toEpochMilli());
    AtomicBoolean taken = new AtomicBoolean();
    Runnable take =
        () -> {
          set(queue, "deliveryQueue", "leaseHolder", AttributeValue.fromS("other"));
          set(queue, "deliveryQueue", "leaseUntil", AttributeValue.fromN(until));
          taken.set(true);
        };

    on(InterleavingClient.before("updateItem", client(), take))
        .webhooks()
        .replay(OF_ACME, id, event);

    assertThat(taken).isTrue();
    assertThat(Item.of(queues().get(0)).instant("dirRng"))
        .isEqualTo(Item.of(paused).instant("dirRng"));
    put(paused);
  }

  @Test
  void a_replay_of_all_ends_pauses_and_tells_of_what_waited_once() {
    EventId event = pause();

    assertThat(webhooks().replayFailed(OF_ACME, id, begin)).isEqualTo(new WebhookReplay(1, null));
    assertThat(webhooks().replayFailed(OF_ACME, id, begin)).isEqualTo(new WebhookReplay(0, null));
    deliver(requests);

    assertThat(requests.ids()).containsExactly(event);
  }

  /** Lets the receiver refuse all that is due. */
  private void fail() {
    for (int run = 0; run < LOGS; run++) {
      deliver(requests.answering(500));
    }
    clock.advance(Duration.ofSeconds(1));
  }

  @Test
  void pauses_of_many_logs_end_in_several_requests_though_the_first_begin_again() {
    WebhookId ofAll = endpoint(WebhookOwner.TABLE).webhook().id();
    for (int i = 0; i < LOGS; i++) {
      organisation(OrganisationId.of("o" + i), ANN);
      clock.advance(Duration.ofMillis(1));
    }
    fail();
    requests.forget();
    int waiting =
        (int)
            webhooks().deliveries(WebhookOwner.TABLE, ofAll, null, 1000).items().stream()
                .filter(each -> each.state() == State.WAITING)
                .count();
    assertThat(waiting).isGreaterThan(40);

    WebhookReplay first = webhooks().replayFailed(WebhookOwner.TABLE, ofAll, begin);
    Instant next = Objects.requireNonNull(first.next());
    fail();
    requests.forget();
    WebhookReplay rest = webhooks().replayFailed(WebhookOwner.TABLE, ofAll, next);
    deliver(requests.answering(200));

    assertThat(first.events()).isEqualTo(40);
    assertThat(rest).isEqualTo(new WebhookReplay(waiting - 40, null));
    assertThat(requests.ids()).hasSizeGreaterThanOrEqualTo(waiting - 40);
  }

  @Test
  void another_url_ends_the_pause_and_another_description_does_not() {
    EventId event = pause();
    webhooks().change(OF_ACME, id, it -> it.withDescription("Other"));
    deliver(requests);
    assertThat(requests.calls()).isEmpty();

    webhooks().change(OF_ACME, id, it -> it.withUrl(WebhookUrl.of("https://new.example/")));
    deliver(requests);

    assertThat(requests.ids()).startsWith(event);
    assertThat(requests.typesTo("new.example")).hasSameSizeAs(requests.ids());
    assertThat(delivery(event).attempts()).isEqualTo(1);
  }

  @Test
  void enabling_ends_the_pause_and_another_url_of_what_is_disabled_does_not() {
    EventId event = pause();
    webhooks().disable(OF_ACME, id);
    webhooks().change(OF_ACME, id, it -> it.withUrl(WebhookUrl.of("https://new.example/")));
    deliver(requests);
    assertThat(delivery(event).state()).isEqualTo(State.WAITING);

    webhooks().enable(OF_ACME, id);
    deliver(requests);

    assertThat(requests.ids()).startsWith(event);
  }

  @Test
  void a_test_that_is_accepted_ends_the_pause_and_one_that_fails_does_not() {
    EventId event = pause();
    WebhookSender test = call -> new Requests().answering(500).send(call);
    assertThat(webhooks().test(OF_ACME, id, KEYS, test).isAccepted()).isFalse();
    deliver(requests);
    assertThat(requests.calls()).isEmpty();

    assertThat(webhooks().test(OF_ACME, id, KEYS, new Requests()).isAccepted()).isTrue();
    deliver(requests);

    assertThat(requests.ids()).containsExactly(event);
  }

  @Test
  void another_url_while_the_former_one_fails_is_tried_at_once() {
    WebhookUrl url = WebhookUrl.of("https://new.example/");
    EventId event =
        failOnceAnd(() -> webhooks().change(OF_ACME, id, before -> before.withUrl(url)));
    deliver(requests);

    assertThat(requests.ids()).startsWith(event, event);
    assertThat(requests.typesTo("new.example")).hasSize(requests.ids().size() - 1);
    assertThat(delivery(event).state()).isEqualTo(State.DELIVERED);
  }

  @Test
  void a_test_that_is_accepted_while_an_attempt_fails_is_followed_by_another_one() {
    EventId event = failOnceAnd(() -> webhooks().test(OF_ACME, id, KEYS, new Requests()));
    deliver(requests);

    assertThat(requests.ids()).containsExactly(event, event);
    assertThat(delivery(event).attempts()).isEqualTo(2);
  }

  /** What was asked for during an attempt is done with the next one. */
  @Test
  void what_fails_again_after_that_pauses() {
    EventId event =
        failOnceAnd(
            () -> {
              requests.answering(500);
              webhooks().test(OF_ACME, id, KEYS, new Requests());
            });
    deliver(requests);

    assertThat(requests.ids()).containsExactly(event, event);
    assertThat(Item.of(queues().get(0)).instant("dirRng").orElseThrow()).isAfter(clock.instant());
  }

  @Test
  void a_test_is_answered_though_the_pause_cannot_be_ended() {
    EventId event = pause();
    String queue = Item.of(queues().get(0)).key().id();
    set(queue, "deliveryQueue", "v", AttributeValue.fromN("99"));

    assertThat(webhooks().test(OF_ACME, id, KEYS, new Requests()).isAccepted()).isTrue();
    set(queue, "deliveryQueue", "v", AttributeValue.fromN("1"));
    clock.advance(Duration.ofHours(1));
    deliver(requests);
    assertThat(requests.ids()).containsExactly(event);
  }

  @Test
  void attempts_by_request_do_not_make_the_pause_longer() {
    rename(ACME);
    deliver(requests.answering(500));
    EventId event = requests.ids().get(0);
    for (int minute = 1; minute <= 10; minute++) {
      clock.advance(Duration.ofMinutes(1));
      webhooks().replay(OF_ACME, id, event);
      deliver(requests);
    }

    assertThat(delivery(event).attempts()).isEqualTo(11);
    assertThat(Item.of(queues().get(0)).instant("dirRng"))
        .contains(clock.instant().plus(Duration.ofMinutes(30)).truncatedTo(ChronoUnit.SECONDS));
  }

  /** The worker that saw the failures lets the endpoint rest, but no longer than 320 seconds. */
  @Test
  void a_worker_that_saw_many_failures_makes_the_attempt_within_six_minutes()
      throws InterruptedException {
    rename(ACME);
    WorkerSettings settings =
        WorkerSettings.DEFAULT.withNanoTime(clock::nanoTime).withWebhooks(KEYS, requests);
    try (Worker worker = Worker.of(on(client()), settings, reported::add)) {
      requests.answering(500);
      var unused = worker.runOpen();
      EventId event = requests.ids().get(0);
      for (int attempt = 2; attempt <= 12; attempt++) {
        clock.advance(Duration.ofMinutes(6));
        webhooks().replay(OF_ACME, id, event);
        unused = worker.runOpen();
        assertThat(delivery(event).attempts()).isEqualTo(attempt);
      }
      requests.answering(200);
      webhooks().replay(OF_ACME, id, event);
      unused = worker.runOpen();
      assertThat(delivery(event).state()).isEqualTo(State.WAITING);
      clock.advance(Duration.ofMinutes(6));
      unused = worker.runOpen();

      assertThat(delivery(event).state()).isEqualTo(State.DELIVERED);
    }
  }
}
