package dev.orgtable.contracts.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.contracts.DyingClient;
import dev.orgtable.contracts.InterleavingClient;
import dev.orgtable.contracts.MeanwhileClient;
import dev.orgtable.contracts.WatchedClient;
import dev.orgtable.event.Event;
import dev.orgtable.event.EventFilter;
import dev.orgtable.event.EventId;
import dev.orgtable.internal.Subscribers;
import dev.orgtable.internal.delivery.Destination;
import dev.orgtable.internal.delivery.DestinationId;
import dev.orgtable.job.EventSubscriber;
import dev.orgtable.job.Worker;
import dev.orgtable.job.WorkerSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/** Workers that deliver at the same time, are slow, or die: no event is lost or overtaken. */
@Timeout(value = 3, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class DeliveryRacesContract extends DeliveryTable {

  /** More requests than a worker makes to deliver the events of a case. */
  private static final int MOST_CALLS = 60;

  private final Recorder billing = new Recorder("billing");

  @BeforeEach
  final void an_organisation() {
    user(ANN);
    organisation(ACME, ANN);
    subscribe(billing);
  }

  private Worker billing(DynamoDbClient client) {
    return worker(client, workerSettings().withSubscriber(billing));
  }

  /** Code of the name "billing" that runs something with each event. */
  private static EventSubscriber calling(Consumer<Event> code) {
    return new EventSubscriber() {
      @Override
      public String name() {
        return "billing";
      }

      @Override
      public void accept(Event event) {
        code.accept(event);
      }
    };
  }

  @Test
  void two_workers_at_once_deliver_each_event_once_and_in_order() throws InterruptedException {
    for (int round = 0; round < 20; round++) {
      rename(ACME, 3);
      List<Thread> threads = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        Thread thread = new Thread(() -> deliver(billing));
        thread.start();
        threads.add(thread);
      }
      rename(ACME, 3);
      for (Thread thread : threads) {
        thread.join();
      }
    }
    deliver(billing);

    assertThat(billing.acceptedOf(OF_ACME)).isEqualTo(last(OF_ACME, 120));
    assertThat(ofType("deliveryQueue")).isEmpty();
    assertThat(reported).isEmpty();
  }

  @Test
  void events_that_another_worker_queues_meanwhile_are_queued_once() {
    rename(ACME, 3);
    DynamoDbClient client =
        InterleavingClient.before("transactWriteItems", client(), () -> deliver(billing));
    try (Worker worker = billing(client)) {
      run(worker);
    }

    assertThat(billing.acceptedOf(OF_ACME)).isEqualTo(last(OF_ACME, 3));
    assertThat(reported).isEmpty();
  }

  @Test
  void an_event_that_is_committed_after_later_ones_were_queued_is_not_skipped() {
    rename(ACME, 3);
    EventId late = last(OF_ACME, 3).get(0);
    Map<String, AttributeValue> item = item("organisationEvents/acme", "organisationEvent/" + late);
    delete("organisationEvents/acme", "organisationEvent/" + late);
    deliver(billing);
    put(item);
    deliver(billing);

    List<EventId> ids = last(OF_ACME, 3);
    assertThat(billing.acceptedOf(OF_ACME)).containsExactly(ids.get(1), ids.get(2), ids.get(0));
  }

  @Test
  void an_event_that_the_index_does_not_show_yet_comes_before_later_ones() {
    rename(ACME, 3);
    AtomicBoolean lags = new AtomicBoolean(true);
    try (Worker worker = billing(IndexLag.withoutFirst(client(), "outbox/", lags))) {
      run(worker);
    }

    assertThat(lags).isFalse();
    assertThat(billing.acceptedOf(OF_ACME)).isEqualTo(last(OF_ACME, 3));
  }

  @Test
  void an_event_that_follows_a_new_subscriber_is_for_it_too() {
    rename(ACME, 1);
    AtomicBoolean first = new AtomicBoolean(true);
    DynamoDbClient client =
        WatchedClient.of(
            client(),
            (method, request) -> {
              if (request instanceof QueryRequest query
                  && query.toString().contains("organisationEvents/acme")
                  && first.getAndSet(false)) {
                DestinationId id = new DestinationId(DestinationId.Kind.SUBSCRIBER, "audit");
                var unused =
                    new Subscribers(orgtable().context()).add(new Destination(id, EventFilter.ALL));
                rename(ACME, 1);
              }
            });
    try (Worker worker = billing(client)) {
      run(worker);
    }
    Recorder audit = new Recorder("audit");
    deliver(audit);

    assertThat(audit.acceptedOf(OF_ACME)).endsWith(last(OF_ACME, 1).get(0));
  }

  @Test
  void of_two_who_subscribe_first_at_once_both_are_counted() {
    assertThat(orgtable().events().unsubscribe("billing")).isTrue();
    DynamoDbClient client =
        InterleavingClient.before(
            "transactWriteItems", client(), () -> deliver(new Recorder("audit")));
    try (Worker worker = billing(client)) {
      run(worker);
    }

    assertThat(value(ofType("eventSettings").get(0), "destinations").n()).isEqualTo("2");
  }

  @Test
  void events_that_are_queued_while_the_queue_ends_are_delivered() {
    rename(ACME, 1);
    deliver();
    AtomicBoolean once = new AtomicBoolean();
    DynamoDbClient client =
        MeanwhileClient.after(
            client(),
            answer -> answer instanceof QueryResponse page && isNoWaiting(page) && once.get(),
            () -> {
              rename(ACME, 1);
              deliver();
            });
    EventSubscriber recording =
        calling(
            event -> {
              billing.accept(event);
              once.set(true);
            });
    try (Worker worker = worker(client, workerSettings().withSubscriber(recording))) {
      run(worker);
    }

    assertThat(billing.acceptedOf(OF_ACME)).isEqualTo(last(OF_ACME, 2));
    assertThat(ofType("delivery")).isEmpty();
    assertThat(ofType("deliveryQueue")).isEmpty();
  }

  private static boolean isNoWaiting(QueryResponse page) {
    return page.items().isEmpty();
  }

  @Test
  void a_queue_that_a_worker_delivers_is_left_to_it() {
    rename(ACME, 2);
    deliver(
        calling(
            event -> {
              clock.advance(LEASE.minusSeconds(1));
              deliver(billing);
            }));

    assertThat(billing.accepted()).isEmpty();
  }

  @Test
  void a_queue_is_left_to_a_worker_whose_deliveries_take_two_thirds_of_the_lease() {
    WorkerSettings settings = workerSettings().withLease(Duration.ofSeconds(9));
    rename(ACME, 2);
    try (Worker other = worker(client(), settings.withSubscriber(billing));
        Worker slow =
            worker(
                client(),
                settings.withSubscriber(
                    calling(
                        event -> {
                          run(other);
                          clock.advance(Duration.ofSeconds(6));
                          run(other);
                        })))) {
      run(slow);
    }

    assertThat(billing.accepted()).isEmpty();
  }

  /** The other worker fails, and gives the queue back until later. */
  @Test
  void a_queue_that_another_worker_takes_after_it_was_read_is_left_to_it() {
    rename(ACME, 1);
    deliver();
    billing.refuse(event -> true);
    DynamoDbClient client =
        InterleavingClient.before("updateItem", client(), () -> deliver(billing));
    try (Worker worker = billing(client)) {
      run(worker);
    }
    assertThat(billing.refused()).isEqualTo(1);

    billing.refuse(event -> false);
    clock.advance(Duration.ofSeconds(5));
    deliver(billing);
    assertThat(billing.acceptedOf(OF_ACME)).isEqualTo(last(OF_ACME, 1));
  }

  @Test
  void a_worker_that_lost_its_lease_delivers_nothing_more() {
    rename(ACME, 4);
    List<Event> seen = new ArrayList<>();
    deliver(
        calling(
            event -> {
              seen.add(event);
              if (seen.size() == 2) {
                clock.advance(LEASE.plusMinutes(2));
                deliver(billing);
              }
            }));

    assertThat(seen).extracting(Event::id).isEqualTo(last(OF_ACME, 4).subList(0, 2));
    assertThat(billing.acceptedOf(OF_ACME)).isEqualTo(last(OF_ACME, 4));
    assertThat(ofType("deliveryQueue")).isEmpty();
  }

  @Test
  void a_worker_that_another_overtook_does_not_end_the_queue_of_the_other() {
    rename(ACME, 1);
    deliver(
        calling(
            event -> {
              clock.advance(LEASE.plusMinutes(2));
              billing.refuse(each -> true);
              deliver(billing);
              rename(ACME, 1);
              deliver();
            }));
    billing.refuse(event -> false);
    clock.advance(Duration.ofHours(1));
    deliver(billing);

    assertThat(billing.acceptedOf(OF_ACME)).endsWith(last(OF_ACME, 1).get(0));
    assertThat(ofType("delivery")).isEmpty();
    assertThat(ofType("deliveryQueue")).isEmpty();
  }

  @Test
  void a_worker_that_another_overtook_does_not_remove_a_later_event() {
    rename(ACME, 1);
    AtomicBoolean first = new AtomicBoolean(true);
    deliver(
        calling(
            event -> {
              if (first.getAndSet(false)) {
                overtake();
              } else {
                billing.accept(event);
              }
            }));
    deliver(billing);

    assertThat(billing.acceptedOf(OF_ACME)).isEqualTo(last(OF_ACME, 2));
    assertThat(ofType("delivery")).isEmpty();
  }

  @Test
  void a_worker_that_another_overtakes_before_its_removal_does_not_remove_a_later_event() {
    rename(ACME, 1);
    deliver();
    AtomicBoolean overtaken = new AtomicBoolean();
    DynamoDbClient client =
        InterleavingClient.before(
            "transactWriteItems",
            client(),
            () -> {
              overtaken.set(true);
              overtake();
            });
    EventSubscriber recording =
        calling(
            event -> {
              if (overtaken.get()) {
                billing.accept(event);
              }
            });
    try (Worker worker = worker(client, workerSettings().withSubscriber(recording))) {
      run(worker);
    }
    assertThat(overtaken).isTrue();
    deliver(billing);

    assertThat(billing.acceptedOf(OF_ACME)).isEqualTo(last(OF_ACME, 2));
    assertThat(ofType("delivery")).isEmpty();
  }

  /** Another worker takes the lease and drains the queue; then, another event is queued. */
  private void overtake() {
    clock.advance(LEASE.plusMinutes(2));
    deliver(billing);
    rename(ACME, 1);
    deliver();
  }

  /** The worker dies at each of its requests, in the place of which another one continues. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void the_events_of_a_worker_that_died_arrive_in_order(boolean applied) {
    int deaths = 0;
    for (int call = 1; call <= MOST_CALLS; call++) {
      rename(ACME, 2);
      reported.clear();
      int before = billing.accepted().size();
      try (Worker worker = billing(DyingClient.at(call, applied, client()))) {
        run(worker);
      } catch (DyingClient.Died e) {
        deaths++;
      }
      clock.advance(LEASE.plusMinutes(2));
      deliver(billing);

      List<EventId> all = billing.accepted().stream().skip(before).map(Event::id).toList();
      assertThat(new LinkedHashSet<>(all)).containsExactlyElementsOf(last(OF_ACME, 2));
      assertThat(ofType("delivery")).isEmpty();
      assertThat(ofType("deliveryQueue")).isEmpty();
      assertThat(outbox()).isEmpty();
    }

    assertThat(deaths).isPositive();
  }
}
