package dev.orgtable.contracts.delivery;

import dev.orgtable.OrganisationId;
import dev.orgtable.contracts.TableContract;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.event.Event;
import dev.orgtable.event.EventId;
import dev.orgtable.event.EventLog;
import dev.orgtable.internal.delivery.Sender;
import dev.orgtable.internal.event.EventRecord;
import dev.orgtable.job.EventSubscriber;
import dev.orgtable.job.Worker;
import dev.orgtable.job.WorkerSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A table whose events are delivered. */
abstract class DeliveryTable extends TableContract {

  static final Duration NOTICE = Duration.ofSeconds(60);
  static final Duration LEASE = WorkerSettings.DEFAULT.lease();

  static final EventLog OF_ACME = new EventLog.OfOrganisation(ACME);
  static final EventLog OF_BETA = new EventLog.OfOrganisation(BETA);

  /** What workers reported, other than conflicts with each other. */
  final List<RuntimeException> reported = Collections.synchronizedList(new ArrayList<>());

  final WorkerSettings workerSettings() {
    return WorkerSettings.DEFAULT.withNanoTime(clock::nanoTime);
  }

  final Worker worker(DynamoDbClient client, WorkerSettings settings) {
    return Worker.of(on(client), settings, reported::add);
  }

  final Worker worker(EventSubscriber... subscribers) {
    WorkerSettings settings = workerSettings();
    for (EventSubscriber each : subscribers) {
      settings = settings.withSubscriber(each);
    }
    return worker(client(), settings);
  }

  final Worker worker(Sender sender) {
    return worker(client(), workerSettings().withSender(sender));
  }

  static void run(Worker worker) {
    try {
      var unused = worker.runOpen();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Runs a worker with these subscribers once. */
  final void deliver(EventSubscriber... subscribers) {
    try (Worker worker = worker(subscribers)) {
      run(worker);
    }
  }

  /** Subscribes, and waits until it takes effect. */
  final void subscribe(EventSubscriber... subscribers) {
    deliver(subscribers);
    clock.advance(NOTICE);
  }

  /** Makes changes in an organisation, each with an event. */
  final void rename(OrganisationId organisation, int times) {
    for (int i = 0; i < times; i++) {
      var unused = orgtable().organisations().rename(organisation, "Name " + System.nanoTime());
    }
  }

  /** Returns the ids of the events of a log, in order. */
  final List<EventId> log(EventLog log) {
    return allItems().stream()
        .map(Item::of)
        .flatMap(item -> EventRecord.from(item).stream())
        .filter(event -> event.log().equals(log))
        .map(Event::id)
        .sorted(Comparator.naturalOrder())
        .toList();
  }

  /** Returns the ids of the last events of a log, in order. */
  final List<EventId> last(EventLog log, int count) {
    List<EventId> all = log(log);
    return all.subList(all.size() - count, all.size());
  }

  final List<Map<String, AttributeValue>> ofType(String typ) {
    return allItems().stream()
        .filter(item -> AttributeValue.fromS(typ).equals(item.get("typ")))
        .toList();
  }

  /** Returns an attribute that an item has. */
  static AttributeValue value(Map<String, AttributeValue> item, String name) {
    return Objects.requireNonNull(item.get(name), name);
  }

  final List<Map<String, AttributeValue>> outbox() {
    return allItems().stream()
        .filter(item -> item.containsKey("dir") && item.get("dir").s().startsWith("outbox/"))
        .toList();
  }
}
