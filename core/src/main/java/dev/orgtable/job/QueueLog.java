package dev.orgtable.job;

import dev.orgtable.dynamodb.Consistency;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.ItemPage;
import dev.orgtable.dynamodb.QuerySpec;
import dev.orgtable.event.EventId;
import dev.orgtable.internal.Context;
import dev.orgtable.internal.delivery.DeliveryEntry;
import dev.orgtable.internal.delivery.DeliveryEntry.State;
import dev.orgtable.internal.delivery.DeliveryQueue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes the log of deliveries of a destination that has one. */
final class QueueLog {

  private static final int PAGE = 100;

  /** How many pages of the last entries tell whether the destination accepts events. */
  private static final int MOST_PAGES = 100;

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

  /**
   * Adds an entry of an event that is attempted no more. If there were attempts, it has what the
   * last one came to.
   */
  void giveUp(EventId event, int attempts, String why) {
    Optional<DeliveryEntry> last =
        attempts == 0
            ? Optional.empty()
            : context
                .observe(
                    "worker.readDeliveries",
                    table ->
                        table.get(
                            DeliveryEntry.key(queue.destination(), event), Consistency.STRONG))
                .flatMap(DeliveryEntry::from);
    last.ifPresentOrElse(
        entry -> entries.add(entry.givenUp(why).item()),
        () -> add(event, State.FAILED, attempts, 0, 0, why));
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

  /**
   * Returns whether the destination accepted an event of any log since a time, as the 10,000 latest
   * events in its log tell. Those that failed may be later than the one that was accepted.
   */
  boolean hasDeliveredSince(Instant since) {
    QuerySpec latest = DeliveryEntry.list(queue.destination()).fromTheEnd().limit(PAGE);
    int pages = 0;
    for (ItemPage page : context.pages("worker.readDeliveries", latest)) {
      boolean found =
          page.items().stream()
              .flatMap(item -> DeliveryEntry.from(item).stream())
              .anyMatch(entry -> entry.state() == State.DELIVERED && entry.at().isAfter(since));
      if (found || ++pages == MOST_PAGES) {
        return found;
      }
    }
    return false;
  }
}
