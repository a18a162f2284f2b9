package dev.orgtable.maintenance;

import static dev.orgtable.dynamodb.Consistency.STRONG;

import dev.orgtable.dynamodb.Condition;
import dev.orgtable.dynamodb.ConflictException;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.Key;
import dev.orgtable.dynamodb.Table;
import dev.orgtable.dynamodb.Transaction;
import dev.orgtable.event.EventId;
import dev.orgtable.internal.delivery.DeliveryQueue;
import dev.orgtable.internal.delivery.DestinationId;
import dev.orgtable.internal.delivery.Enqueue;
import dev.orgtable.internal.delivery.QueueRecord;
import dev.orgtable.internal.delivery.SubscriberRecord;
import dev.orgtable.internal.delivery.WaitingRecord;
import dev.orgtable.internal.event.EventRecord;
import dev.orgtable.internal.record.Conditions;
import dev.orgtable.internal.record.Layout;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Checks and repairs events that wait in a queue. */
final class DeliveryRepair {

  private static final String REMOVED = "the subscriber was removed";

  private DeliveryRepair() {}

  /**
   * Returns the keys of the subscriber of a queue, and of what a record of waiting events names.
   */
  static Set<Key> counterparts(Item item) {
    Set<Key> keys = new HashSet<>();
    subscriber(item).ifPresent(keys::add);
    if (Layout.is(item, WaitingRecord.TYP)) {
      DeliveryQueue.of(item.key()).map(QueueRecord::key).ifPresent(keys::add);
      keys.addAll(WaitingRecord.keys(item));
    }
    return keys;
  }

  /** Returns the key of the subscriber for which a queue is; empty for a webhook. */
  private static Optional<Key> subscriber(Item item) {
    return Layout.is(item, WaitingRecord.TYP) || Layout.is(item, QueueRecord.TYP)
        ? DeliveryQueue.of(item.key())
            .map(DeliveryQueue::destination)
            .filter(destination -> destination.kind() == DestinationId.Kind.SUBSCRIBER)
            .map(SubscriberRecord::key)
        : Optional.empty();
  }

  /** Returns what is wrong with a queue or a record of waiting events. */
  static Optional<String> wrong(Item item, Function<Key, Optional<Item>> others) {
    if (subscriber(item).filter(key -> others.apply(key).isEmpty()).isPresent()) {
      return Optional.of(REMOVED);
    }
    if (!Layout.is(item, WaitingRecord.TYP)) {
      return Optional.empty();
    }
    Key queue = DeliveryQueue.of(item.key()).map(QueueRecord::key).orElseThrow();
    if (others.apply(queue).filter(found -> counts(found, item)).isEmpty()) {
      return Optional.of("no queue has it, so that it is not delivered");
    }
    List<Key> missing =
        WaitingRecord.keys(item).stream().filter(key -> others.apply(key).isEmpty()).toList();
    return missing.isEmpty()
        ? Optional.empty()
        : Optional.of("events that are not in the log: " + missing);
  }

  private static boolean counts(Item queue, Item waiting) {
    return QueueRecord.added(queue)
        .filter(added -> added >= WaitingRecord.number(waiting))
        .isPresent();
  }

  /**
   * Removes what waits for a subscriber that was removed, makes the queue due now, or takes the
   * events out that are not in the log.
   */
  static Fix fix(Table table, Instant now, Item item) {
    Optional<Key> subscriber = subscriber(item);
    Optional<Item> subscribed = subscriber.flatMap(key -> table.get(key, STRONG));
    if (subscriber.isPresent() && subscribed.isEmpty()) {
      Transaction removal = new Transaction();
      removal.delete(item.key(), Conditions.same(item), Fix.CHANGED);
      removal.require(subscriber.get(), Condition.absent(), Fix.CHANGED);
      return Fix.by("removed: " + REMOVED, removal);
    }
    if (subscribed.filter(found -> !Layout.is(found, SubscriberRecord.TYP)).isPresent()) {
      return Fix.none("the subscriber cannot be read");
    }
    if (!Layout.is(item, WaitingRecord.TYP)) {
      // The subscriber was added again, and the queue is its own.
      throw new ConflictException();
    }
    DeliveryQueue queue = DeliveryQueue.of(item.key()).orElseThrow();
    Optional<Item> found = table.get(QueueRecord.key(queue), STRONG);
    if (found.filter(there -> counts(there, item)).isPresent()) {
      return withoutMissing(table, queue, item);
    }
    long last = Math.max(WaitingRecord.number(item), Enqueue.last(table, queue));
    Transaction transaction = new Transaction();
    Fix.become(transaction, QueueRecord.key(queue), found, QueueRecord.item(queue, now, last));
    transaction.require(item.key(), Conditions.same(item), Fix.CHANGED);
    return Fix.by("the queue is due now", transaction);
  }

  private static Fix withoutMissing(Table table, DeliveryQueue queue, Item item) {
    Set<Key> there = table.getAll(WaitingRecord.keys(item), STRONG).keySet();
    List<EventId> left =
        WaitingRecord.events(item).stream()
            .filter(id -> there.contains(EventRecord.key(queue.log(), id)))
            .toList();
    return left.isEmpty()
        ? Fix.removal(item, "its events are not in the log")
        : Fix.put("events removed that are not in the log", item, WaitingRecord.with(item, left));
  }
}
