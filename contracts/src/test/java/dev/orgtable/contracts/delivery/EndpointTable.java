package dev.orgtable.contracts.delivery;

import dev.orgtable.dynamodb.Item;
import dev.orgtable.event.EventId;
import dev.orgtable.internal.delivery.DeliveryEntry;
import dev.orgtable.internal.delivery.DeliveryEntry.State;
import dev.orgtable.job.Worker;
import java.time.Instant;
import java.util.List;

/** A table whose events are delivered to an endpoint. */
abstract class EndpointTable extends DeliveryTable {

  final Endpoint endpoint = new Endpoint();

  /** Creates an organisation whose log has events. */
  final void acmeWithEvents(int renames) {
    deliver(new Recorder("other"));
    user(ANN);
    organisation(ACME, ANN);
    rename(ACME, renames);
  }

  final void deliverToEndpoint() {
    try (Worker worker = worker(endpoint)) {
      run(worker);
    }
  }

  final void enqueue(List<EventId> events) {
    Endpoint.enqueue(orgtable(), OF_ACME, events, clock.instant());
  }

  /** Returns the log of deliveries, in the order of the events. */
  final List<DeliveryEntry> entries() {
    return ofType("deliveryEntry").stream()
        .map(item -> DeliveryEntry.from(Item.of(item)).orElseThrow())
        .sorted((one, other) -> one.event().compareTo(other.event()))
        .toList();
  }

  final DeliveryEntry entry(EventId event, State state, int attempts, int status, String why) {
    return entry(event, state, attempts, clock.instant(), status, why);
  }

  static DeliveryEntry entry(
      EventId event, State state, int attempts, Instant at, int status, String why) {
    long millis = status == 0 ? 0 : Endpoint.TOOK.toMillis();
    return new DeliveryEntry(Endpoint.ID, OF_ACME, event, state, attempts, at, status, millis, why);
  }
}
