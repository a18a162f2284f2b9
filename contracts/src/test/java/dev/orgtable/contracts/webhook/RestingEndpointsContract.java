package dev.orgtable.contracts.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.OrganisationId;
import dev.orgtable.UserId;
import dev.orgtable.dynamodb.Decision;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.Transaction;
import dev.orgtable.event.Event;
import dev.orgtable.event.EventLog;
import dev.orgtable.event.EventSettings;
import dev.orgtable.event.EventType;
import dev.orgtable.internal.delivery.DeliveryQueue;
import dev.orgtable.internal.delivery.DestinationId;
import dev.orgtable.internal.delivery.Enqueue;
import dev.orgtable.internal.delivery.QueueRecord;
import dev.orgtable.job.OpenDeliveries;
import dev.orgtable.job.Worker;
import dev.orgtable.job.WorkerSettings;
import dev.orgtable.webhook.Webhook;
import dev.orgtable.webhook.WebhookAnswer;
import dev.orgtable.webhook.WebhookCall;
import dev.orgtable.webhook.WebhookKeys;
import dev.orgtable.webhook.WebhookOwner;
import dev.orgtable.webhook.WebhookSender;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Endpoints that are down cost their own retries, however much waits for them. */
final class RestingEndpointsContract extends WebhookTable {

  private static final List<String> DOWN = List.of("a.example", "b.example", "c.example");
  private static final int LOGS = 60;
  private static final int POLLS = 10;

  /** Together longer than the longest rest, and each one shorter. */
  private static final Duration BEFORE = Duration.ofSeconds(200);

  private static final Duration AFTER = Duration.ofSeconds(130);

  private final Requests requests = new Requests();
  private volatile boolean isDown = true;
  private volatile @Nullable RuntimeException failure;

  private final Worker worker =
      Worker.of(
          on(client()),
          WorkerSettings.DEFAULT.withNanoTime(clock::nanoTime).withWebhooks(KEYS, this::answer),
          reported::add);

  @BeforeEach
  void endpoints() {
    user(ANN);
    for (String host : DOWN) {
      var unused = create("https://" + host + "/", EventType.ORGANISATION_CREATED, KEYS);
    }
    clock.advance(NOTICE);
  }

  @AfterEach
  void the_worker_ends() {
    worker.close();
  }

  private WebhookAnswer answer(WebhookCall call) {
    if (failure != null) {
      throw failure;
    }
    boolean fails = isDown && DOWN.contains(call.url().value().getHost());
    return fails
        ? new WebhookAnswer(500, Duration.ofMillis(7), "answered 500", null)
        : requests.send(call);
  }

  private void poll() {
    try {
      var unused = worker.runOpen();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Lets events of many logs wait for all endpoints that are down. */
  private void backlog() {
    for (int i = 0; i < LOGS; i++) {
      organisation(OrganisationId.of("o" + i), ANN);
    }
    poll();
    clock.advance(Duration.ofMinutes(5));
    poll();
  }

  private double readUnits(int polls) {
    resetCost();
    for (int i = 0; i < polls; i++) {
      poll();
    }
    return cost().readUnits();
  }

  @Test
  void a_poll_costs_no_more_than_without_what_waits() {
    poll();
    double idle = readUnits(POLLS);
    backlog();

    assertThat(readUnits(POLLS)).isLessThanOrEqualTo(idle + POLLS);
  }

  /** The attempts at the endpoint whose key is missing fall between those at the others. */
  @Test
  void an_attempt_that_cannot_be_made_costs_itself_alone() {
    var unused = create("https://unsent.example/", EventType.ORGANISATION_RENAMED, keys(2));
    backlog();
    for (int rest = 0; rest < POLLS; rest++) {
      clock.advance(BEFORE.plus(AFTER));
      poll();
    }
    var unusedOrganisation = orgtable().organisations().rename(OrganisationId.of("o0"), "Other");
    double withOthers = attemptThatCannotBeMade();
    assertThat(worker.openDeliveries()).map(OpenDeliveries::failing).contains(DOWN.size());
    isDown = false;
    clock.advance(AFTER);
    poll();

    assertThat(withOthers).isLessThanOrEqualTo(attemptThatCannotBeMade() + 1);
  }

  /** Returns the read units of a poll with one, when the rests have reached their length. */
  private double attemptThatCannotBeMade() {
    double least = Double.MAX_VALUE;
    for (int rest = 0; rest < POLLS; rest++) {
      clock.advance(BEFORE);
      int before = reported.size();
      double units = readUnits(1);
      if (rest >= POLLS - 3) {
        assertThat(reported).hasSize(before + 1);
        least = Math.min(least, units);
      }
      clock.advance(AFTER);
      poll();
    }
    return least;
  }

  /** The other worker has died, so that its lease runs out. */
  @Test
  void a_queue_that_another_worker_holds_when_a_rest_ends_is_attempted_later() {
    failure = new WebhookSender.NotSent("too many requests at once");
    organisation(ACME, ANN);
    for (int rest = 0; rest < POLLS; rest++) {
      poll();
      clock.advance(BEFORE.plus(AFTER));
    }
    poll();
    clock.advance(BEFORE.plusSeconds(60));
    poll();
    List<String> queues =
        allItems().stream()
            .filter(item -> AttributeValue.fromS("deliveryQueue").equals(item.get("typ")))
            .map(item -> Item.of(item).key().id())
            .toList();
    assertThat(queues).hasSameSizeAs(DOWN);
    String until = Long.toString(clock.instant().plusSeconds(30).toEpochMilli());
    for (String queue : queues) {
      set(queue, "deliveryQueue", "leaseHolder", AttributeValue.fromS("other"));
      set(queue, "deliveryQueue", "leaseUntil", AttributeValue.fromN(until));
    }
    clock.advance(AFTER);
    poll();
    failure = null;
    isDown = false;
    clock.advance(AFTER);
    poll();

    for (String host : DOWN) {
      assertThat(requests.typesTo(host)).hasSize(1);
    }
  }

  @Test
  void another_endpoint_gets_its_events_meanwhile() {
    backlog();
    var unused = create("https://up.example/", EventType.ORGANISATION_CREATED, KEYS);
    organisation(ACME, ANN);
    poll();

    assertThat(requests.typesTo("up.example")).contains(EventType.ORGANISATION_CREATED);
  }

  /** Its writer's clock is a minute behind, ours a minute ahead, and its write took a minute. */
  @Test
  void a_queue_that_comes_late_before_those_that_rest_is_delivered() {
    Webhook up = create("https://up.example/", EventType.ORGANISATION_RENAMED, KEYS);
    backlog();
    for (int i = 0; i < LOGS; i++) {
      organisation(OrganisationId.of("late" + i), ANN);
    }
    poll();
    Instant due = clock.instant();
    clock.advance(EventSettings.SETTLING);
    poll();
    poll();
    Event event = events(EventType.ORGANISATION_CREATED).get(0);
    enqueue(queue(up, event.log()), event, due.minusSeconds(1));
    poll();

    assertThat(requests.calls()).extracting(WebhookCall::event).containsExactly(event);
  }

  /** The clock of the worker stands still: if it paused between the parts, it would not go on. */
  @Test
  @Timeout(value = 1, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void a_queue_behind_a_full_part_of_those_that_rest_is_delivered_without_a_pause()
      throws InterruptedException {
    Webhook up = create("https://up.example/", EventType.ORGANISATION_RENAMED, KEYS);
    backlog();
    Event event = events(EventType.ORGANISATION_CREATED).get(0);
    DeliveryQueue behind = queue(up, event.log());
    Instant due = clock.instant().minus(EventSettings.SETTLING).minusSeconds(30);
    String partition = QueueRecord.item(behind, due, 1).text("dir");
    Webhook down = webhooks().list(WebhookOwner.TABLE).get(0);
    orgtable()
        .items()
        .put(
            LongStream.range(0, 20_000)
                .mapToObj(
                    i ->
                        new EventLog.OfUser(
                            UserId.of("00000000-0000-4000-8000-%012d".formatted(i))))
                .map(log -> QueueRecord.item(queue(down, log), due.minusSeconds(1), 1))
                .filter(item -> item.text("dir").equals(partition))
                .limit(1_100)
                .map(Item::attributes)
                .toList(),
            2);
    enqueue(behind, event, due);
    worker.start();
    while (requests.calls().isEmpty()) {
      Thread.sleep(100);
    }

    assertThat(requests.calls()).extracting(WebhookCall::event).containsExactly(event);
  }

  private Webhook create(String url, EventType type, WebhookKeys keys) {
    return webhooks().create(WebhookOwner.TABLE, details(url, type), keys).webhook();
  }

  private static DeliveryQueue queue(Webhook to, EventLog log) {
    return new DeliveryQueue(new DestinationId(DestinationId.Kind.WEBHOOK, to.id().value()), log);
  }

  private void enqueue(DeliveryQueue queue, Event event, Instant due) {
    var unused =
        orgtable()
            .context()
            .run(
                "test.enqueue",
                reads -> {
                  Transaction transaction = new Transaction().silent();
                  Enqueue.add(reads, transaction, queue, List.of(event.id()), due);
                  return Decision.commit(transaction, true);
                });
  }

  @Test
  void all_that_waits_is_delivered_when_they_are_up_again() {
    backlog();
    isDown = false;
    clock.advance(Duration.ofMinutes(6));
    poll();

    for (String host : DOWN) {
      assertThat(requests.typesTo(host)).hasSize(LOGS);
    }
  }

  @Test
  void a_rest_ends_with_one_attempt_for_each_endpoint() {
    backlog();
    for (int rest = 0; rest < 15; rest++) {
      int before = attempts();
      clock.advance(Duration.ofMinutes(6));
      poll();
      assertThat(attempts() - before).isBetween(DOWN.size(), 2 * DOWN.size());
    }
    isDown = false;
    clock.advance(Duration.ofDays(1));
    poll();

    for (String host : DOWN) {
      assertThat(requests.typesTo(host)).hasSize(LOGS);
    }
  }

  @Test
  void the_worker_tells_how_many_fail_and_since_when_something_is_due() {
    assertThat(worker.openDeliveries()).isEmpty();
    poll();
    assertThat(worker.openDeliveries()).contains(new OpenDeliveries(Optional.empty(), 0));
    backlog();
    poll();
    assertThat(worker.openDeliveries()).contains(new OpenDeliveries(Optional.empty(), DOWN.size()));
    isDown = false;
    clock.advance(Duration.ofMinutes(6));
    poll();

    assertThat(worker.openDeliveries()).contains(new OpenDeliveries(Optional.empty(), 0));
  }

  @Test
  void the_worker_tells_since_when_something_is_due_that_it_cannot_deliver() {
    failure = new IllegalStateException("broken");
    Instant before = clock.instant();
    organisation(ACME, ANN);
    poll();
    clock.advance(Duration.ofSeconds(30));
    poll();

    assertThat(worker.openDeliveries().flatMap(OpenDeliveries::oldest).orElseThrow())
        .isBetween(before.minusSeconds(1), before.plusSeconds(1));
    assertThat(reported).isNotEmpty();
  }

  private int attempts() {
    return webhooks().list(WebhookOwner.TABLE).stream()
        .flatMap(
            each ->
                webhooks().deliveries(WebhookOwner.TABLE, each.id(), null, 1000).items().stream())
        .mapToInt(each -> each.attempts())
        .sum();
  }
}
