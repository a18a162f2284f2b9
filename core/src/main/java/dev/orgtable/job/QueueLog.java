package dev.orgtable.job;

import dev.orgtable.dynamodb.Item;
import dev.orgtable.event.EventId;
import dev.orgtable.internal.Context;
import dev.orgtable.internal.delivery.DeliveryEntry;
import dev.orgtable.internal.delivery.DeliveryEntry.State;
import dev.orgtable.internal.delivery.DeliveryQueue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Writes the log of deliveries of a destination that has one. */
final class QueueLog {

  /** How many of the last entries tell whether the destination accepts events. */
  private static final int LOOKED_AT = 100;

  private final Context context;
  private final DeliveryQueue queue;
  private final List<Item> entries = new ArrayList<>();

  QueueLog(Context context, DeliveryQueue queue) {
    this.context = context;
    this.queue = queue;
  }

  /** Adds an entry, which is not written yet. */
  void add(EventId event, State state, int attempts, int status, long millis, String reason) {
    if (queue.destination().kind().isLogged()) {
      DeliveryEntry entry =
          new DeliveryEntry(
              queue.destination(),
              queue.log(),
              event,
              state,
              attempts,
              context.trustedNow(),
              status,
              millis,
              reason);
      entries.add(entry.item());
    }
  }

  /** Writes what was added. It has no condition: the lease of the queue is held. */
  void write() {
    if (!entries.isEmpty()) {
      context.observe(
          "worker.noteDeliveries",
          table -> {
            table.writeAll(entries, List.of());
            return true;
          });
      entries.clear();
    }
  }

  /** Returns whether the destination accepted an event of any log since a time. */
  boolean hasDeliveredSince(Instant since) {
    return context
        .observe(
            "worker.readDeliveries",
            table ->
                table.query(DeliveryEntry.list(queue.destination()).fromTheEnd().limit(LOOKED_AT)))
        .items()
        .stream()
        .flatMap(item -> DeliveryEntry.from(item).stream())
        .anyMatch(entry -> entry.state() == State.DELIVERED && entry.at().isAfter(since));
  }
}
