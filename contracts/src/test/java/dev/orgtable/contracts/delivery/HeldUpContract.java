package dev.orgtable.contracts.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.OrganisationId;
import dev.orgtable.UserId;
import dev.orgtable.event.Event;
import dev.orgtable.event.EventId;
import dev.orgtable.event.EventLog;
import dev.orgtable.event.EventType;
import dev.orgtable.internal.event.EventRecord;
import dev.orgtable.job.EventSubscriber;
import dev.orgtable.job.Worker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** Slow receivers, long logs and damaged events hold up nobody else. */
final class HeldUpContract extends DeliveryTable {

  private static final int BATCH = 25;

  private final Recorder billing = new Recorder("billing");
  private final Endpoint endpoint = new Endpoint();
  private final List<EventLog> order = Collections.synchronizedList(new ArrayList<>());

  @BeforeEach
  final void an_organisation() {
    user(ANN);
    organisation(ACME, ANN);
    subscribe(billing);
  }

  @Override
  protected boolean logsTell() {
    return false;
  }

  /** Queues events of some organisations for the endpoint. */
  private List<EventLog> queue(int organisations, int events) {
    List<EventLog> logs = new ArrayList<>();
    for (int i = 0; i < organisations; i++) {
      OrganisationId organisation = OrganisationId.of("o" + i);
      organisation(organisation, ANN);
      rename(organisation, events);
      EventLog log = new EventLog.OfOrganisation(organisation);
      logs.add(log);
      Endpoint.enqueue(orgtable(), log, last(log, events), clock.instant());
    }
    return logs;
  }

  private void run(Endpoint to) {
    try (Worker worker = worker(to)) {
      run(worker);
    }
  }

  @Test
  void each_log_has_its_turn_within_seconds() {
    List<EventLog> logs = queue(5, 20);
    deliver();
    List<EventId> received = Collections.synchronizedList(new ArrayList<>());
    deliver(
        billing(
            event -> {
              order.add(event.log());
              received.add(event.id());
              clock.advance(Duration.ofSeconds(1));
            }));

    assertThat(received).hasSizeGreaterThan(100).doesNotHaveDuplicates();
    Set<EventLog> begun = new HashSet<>();
    int all =
        (int) order.stream().takeWhile(log -> begun.add(log) || !begun.containsAll(logs)).count();
    assertThat(all).isLessThan(50);
    assertThat(begun).containsAll(logs);
  }

  private interface Code {
    void accept(Event event) throws Exception;
  }

  /** Returns a subscriber of the name "billing". */
  private static EventSubscriber billing(Code code) {
    return new EventSubscriber() {
      @Override
      public String name() {
        return "billing";
      }

      @Override
      public void accept(Event event) throws Exception {
        code.accept(event);
      }
    };
  }

  @Test
  void a_slow_receiver_gets_one_log_at_a_time() {
    var unused = queue(5, 8);
    List<Integer> atOnce = atOnce(Duration.ofSeconds(6), 5);

    assertThat(atOnce).hasSize(40);
    assertThat(atOnce.subList(25, 40)).containsOnly(1);
  }

  @Test
  void a_receiver_that_answers_in_seconds_gets_one_log_at_a_time() {
    var unused = queue(2, 12);
    List<Integer> atOnce = atOnce(Duration.ofMillis(1100), 50);

    assertThat(atOnce).hasSize(24);
    assertThat(atOnce.subList(12, 24)).containsOnly(1);
  }

  /** Delivers, and returns how many events were under way when each one began. */
  private List<Integer> atOnce(Duration took, int millis) {
    AtomicInteger underWay = new AtomicInteger();
    List<Integer> seen = Collections.synchronizedList(new ArrayList<>());
    endpoint.meanwhile =
        event -> {
          seen.add(underWay.incrementAndGet());
          clock.advance(took);
          sleep(millis);
          underWay.decrementAndGet();
        };
    run(endpoint);
    return seen;
  }

  /** After a slow answer, each event waits for another one that is delivered at the same time. */
  @Test
  void a_slow_subscriber_gets_several_logs_at_once() {
    CyclicBarrier two = new CyclicBarrier(2);
    EventSubscriber slow =
        billing(
            event -> {
              if (event.type() == EventType.ORGANISATION_CREATED) {
                clock.advance(Duration.ofSeconds(20));
              } else {
                var unused = two.await(20, TimeUnit.SECONDS);
                order.add(event.log());
              }
            });
    for (int i = 0; i < 4; i++) {
      OrganisationId organisation = OrganisationId.of("o" + i);
      organisation(organisation, ANN);
      rename(organisation, 1);
    }
    deliver(slow);

    assertThat(order).hasSize(4);
  }

  private static void sleep(int millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Puts events of the log of a user in the outbox, all of one second. */
  private EventLog fill(int count) {
    EventLog log = new EventLog.OfUser(UserId.of("00000000-0000-4000-8000-000000000001"));
    rename(ACME, 1);
    EventId first = last(OF_ACME, 1).get(0);
    Map<String, AttributeValue> model =
        item("organisationEvents/acme", EventRecord.key(OF_ACME, first).rng());
    List<WriteRequest> batch = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      EventId id = EventId.of(first.tick() - count + i, UUID.randomUUID());
      Map<String, AttributeValue> event = new HashMap<>(model);
      event.put("id", AttributeValue.fromS(EventRecord.partition(log)));
      event.put("rng", AttributeValue.fromS(EventRecord.key(log, id).rng()));
      event.put("typ", AttributeValue.fromS("userEvent"));
      int shard = Math.floorMod(EventRecord.partition(log).hashCode(), 4);
      event.put("dir", AttributeValue.fromS("outbox/" + shard));
      event.put("dirRng", AttributeValue.fromS(id.value()));
      batch.add(WriteRequest.builder().putRequest(put -> put.item(event)).build());
      if (batch.size() == BATCH || i == count - 1) {
        Map<String, List<WriteRequest>> writes = Map.of(tableName, List.copyOf(batch));
        client().batchWriteItem(request -> request.requestItems(writes));
        batch.clear();
      }
    }
    return log;
  }

  @Test
  void a_log_with_more_events_of_a_second_than_are_read_at_once_is_delivered() {
    EventLog log = fill(1_300);
    deliver(billing);

    assertThat(billing.acceptedOf(log)).isEqualTo(log(log));
    assertThat(outbox()).isEmpty();
  }

  @Test
  void what_comes_before_an_event_that_cannot_be_read_is_delivered_and_other_logs_are() {
    EventLog log = fill(1_050);
    List<EventId> all = log(log);
    String partition = EventRecord.partition(log);
    String rng = EventRecord.key(log, all.get(3)).rng();
    Map<String, AttributeValue> right = item(partition, rng);
    set(partition, rng, "type", AttributeValue.fromN("1"));
    List<EventLog> others = ofTheSameShard(partition);
    List<EventId> expected = new ArrayList<>();
    for (EventLog each : others) {
      expected.addAll(last(each, 1));
    }
    deliver(billing);

    assertThat(billing.acceptedOf(log)).isEqualTo(all.subList(0, 3));
    assertThat(billing.accepted()).extracting(Event::id).containsAll(expected);
    assertThat(reported).isNotEmpty();
    put(right);
  }

  @Test
  void what_comes_before_an_event_that_cannot_be_read_in_a_queue_arrives_once() {
    rename(ACME, 4);
    deliver();
    List<EventId> all = last(OF_ACME, 4);
    String rng = EventRecord.key(OF_ACME, all.get(2)).rng();
    Map<String, AttributeValue> right = item("organisationEvents/acme", rng);
    for (String damaged : List.of("type", "v")) {
      set("organisationEvents/acme", rng, damaged, AttributeValue.fromN("99"));
      clock.advance(Duration.ofMinutes(2));
      deliver(billing);
      assertThat(billing.acceptedOf(OF_ACME)).isEqualTo(all.subList(0, 2));
      put(right);
    }
    clock.advance(Duration.ofMinutes(1));
    deliver(billing);

    assertThat(billing.acceptedOf(OF_ACME)).isEqualTo(all);
    assertThat(reported).hasSize(2);
  }

  /** Makes organisations, one of them at least in the same part of the outbox as a log. */
  private List<EventLog> ofTheSameShard(String partition) {
    List<EventLog> logs =
        IntStream.range(0, 100)
            .mapToObj(i -> OrganisationId.of("other" + i))
            .map(id -> (EventLog) new EventLog.OfOrganisation(id))
            .filter(
                log ->
                    Math.floorMod(EventRecord.partition(log).hashCode() - partition.hashCode(), 4)
                        == 0)
            .limit(2)
            .toList();
    logs.forEach(log -> organisation(((EventLog.OfOrganisation) log).organisation(), ANN));
    return logs;
  }
}
