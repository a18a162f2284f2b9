package dev.orgtable.job;

import dev.orgtable.dynamodb.Change;
import dev.orgtable.dynamodb.Condition;
import dev.orgtable.dynamodb.ConflictException;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.ItemPage;
import dev.orgtable.dynamodb.Key;
import dev.orgtable.dynamodb.QuerySpec;
import dev.orgtable.dynamodb.Table;
import dev.orgtable.dynamodb.Transaction;
import dev.orgtable.event.Event;
import dev.orgtable.event.EventId;
import dev.orgtable.event.EventLog;
import dev.orgtable.internal.Context;
import dev.orgtable.internal.delivery.DeliveryQueue;
import dev.orgtable.internal.delivery.Destination;
import dev.orgtable.internal.delivery.Destinations;
import dev.orgtable.internal.delivery.Enqueue;
import dev.orgtable.internal.event.EventRecord;
import dev.orgtable.internal.event.OutboxEntry;
import dev.orgtable.internal.record.Conditions;
import dev.orgtable.internal.record.Directory;
import dev.orgtable.internal.record.Layout;
import dev.orgtable.internal.record.Refusals;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Moves events of one log from the outbox to the queues of their destinations: each in one
 * transaction, on condition that it is still in the outbox. So any number of workers may do this at
 * once, without a lease, and each event is queued once.
 *
 * <p>The order is that of the changes: a strongly consistent read that has an event has all those
 * that were committed before it, and so those that it depends on. An event that is committed later,
 * with an earlier id, depends on none of them, nor they on it.
 */
final class FanOut {

  /**
   * How far back the log is read from the first event that the index shows: the index may show an
   * event before one that was committed earlier. DynamoDB usually updates it within a fraction of a
   * second (Amazon DynamoDB, Developer Guide, global secondary indexes).
   */
  static final Duration INDEX_LAG = Duration.ofSeconds(10);

  private static final int PAGE = 100;
  private static final int MOST_PAGES = 10;
  private static final int MOST_CONFLICTS = 5;

  private final Context context;
  private final List<Destinations> destinations;

  FanOut(Context context, List<Destinations> destinations) {
    this.context = context;
    this.destinations = destinations;
  }

  /**
   * How many events left the outbox, the queues that have new ones, and where to go on: at an event
   * or before it, so that no later one is queued first.
   */
  static final class Queued {
    private final Set<DeliveryQueue> queues = new HashSet<>();
    private int events;
    private @Nullable EventId next;

    /** Returns where to go on; null if the whole log was read. */
    @Nullable EventId next() {
      return next;
    }

    int events() {
      return events;
    }

    Set<DeliveryQueue> queues() {
      return queues;
    }
  }

  /**
   * Queues the events of a log, at most 1,000 that are in it since shortly before one of them.
   *
   * @param first the first one that the index shows
   * @throws dev.orgtable.OrgtableException.UnreadableRecord if one cannot be read; those before it
   *     are queued
   */
  Queued run(EventLog log, EventId first) {
    Queued queued = new Queued();
    EventId start = EventId.lastOf(first.time().minus(INDEX_LAG));
    QuerySpec list =
        QuerySpec.of(EventRecord.partition(log), EventRecord.sort(log))
            .limit(PAGE)
            .after(EventRecord.key(log, start).attributes());
    queued.next = first;
    int conflicts = 0;
    boolean more = true;
    for (int page = 0; more && page < MOST_PAGES && conflicts < MOST_CONFLICTS; ) {
      QuerySpec next = list;
      try {
        ItemPage read =
            context.observe("worker.queueEvents", table -> queue(table, log, next, queued));
        more = read.hasNext();
        list = list.after(read.last());
        EventId last = more ? lastOf(read) : null;
        if (last != null && last.compareTo(first) >= 0) {
          queued.next = last;
          page++;
        }
      } catch (ConflictException e) {
        // Another worker queues the same events, or ends a queue: the page is read again.
        conflicts++;
      }
    }
    queued.next = more ? queued.next : null;
    return queued;
  }

  private static @Nullable EventId lastOf(ItemPage page) {
    return EventRecord.id(page.items().get(page.items().size() - 1).key()).orElse(null);
  }

  /** Queues a page. The destinations are read after the events, so that a new one misses none. */
  private ItemPage queue(Table table, EventLog log, QuerySpec list, Queued queued) {
    ItemPage page = table.query(list);
    List<Event> events = new ArrayList<>();
    Key unreadable = null;
    for (Item item : page.items()) {
      if (OutboxEntry.is(item) && unreadable == null) {
        Optional<Event> event = EventRecord.from(item);
        event.ifPresent(events::add);
        unreadable = event.isEmpty() ? item.key() : null;
      }
    }
    if (!events.isEmpty()) {
      List<Destination> all =
          destinations.stream().flatMap(kind -> kind.of(table, log).stream()).toList();
      int most = mostAtOnce(all.size());
      for (int from = 0; from < events.size(); from += most) {
        queue(table, log, events.subList(from, Math.min(from + most, events.size())), all, queued);
      }
    }
    if (unreadable != null) {
      throw Layout.unreadable(unreadable);
    }
    return page;
  }

  /** Returns how many events one transaction can queue: each queue takes two of its items. */
  private static int mostAtOnce(int destinations) {
    int room = Transaction.MOST - 2 * destinations;
    if (room < 1) {
      throw new IllegalStateException(destinations + " destinations of one log");
    }
    return Math.min(room, DeliveryQueue.MOST_EVENTS);
  }

  private void queue(
      Table table, EventLog log, List<Event> events, List<Destination> all, Queued queued) {
    Map<DeliveryQueue, List<EventId>> wanted = new LinkedHashMap<>();
    for (Destination destination : all) {
      List<EventId> ids = events.stream().filter(destination::wants).map(Event::id).toList();
      if (!ids.isEmpty()) {
        wanted.put(new DeliveryQueue(destination.id(), log), ids);
      }
    }
    Transaction transaction = new Transaction().silent();
    Condition there = Conditions.live();
    for (Event event : events) {
      transaction.update(
          EventRecord.key(log, event.id()),
          new Change().remove(Directory.PARTITION).remove(Directory.SORT),
          wanted.isEmpty() ? there : there.there(Directory.PARTITION),
          Refusals.changed());
    }
    wanted.forEach(
        (queue, ids) -> Enqueue.add(table, transaction, queue, ids, context.trustedNow()));
    table.write(transaction.repeatable());
    queued.events += events.size();
    queued.queues.addAll(wanted.keySet());
  }
}
