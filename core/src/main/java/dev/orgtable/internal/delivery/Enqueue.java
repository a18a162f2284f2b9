package dev.orgtable.internal.delivery;

import dev.orgtable.dynamodb.Change;
import dev.orgtable.dynamodb.Condition;
import dev.orgtable.dynamodb.Consistency;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.Reads;
import dev.orgtable.dynamodb.Transaction;
import dev.orgtable.event.EventId;
import dev.orgtable.internal.record.Refusals;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;

/** Appends events to a queue. */
public final class Enqueue {

  private Enqueue() {}

  /**
   * Appends events in a transaction, which they make larger by two items. They are delivered in the
   * order in which they were appended, and of one call in the order of the log. Costs 1 read unit,
   * and another one for a queue that is empty.
   *
   * @param events 1 to {@value DeliveryQueue#MOST_EVENTS} events of the log
   */
  public static void add(
      Reads reads,
      Transaction transaction,
      DeliveryQueue queue,
      Collection<EventId> events,
      Instant now) {
    Optional<Item> before = reads.get(QueueRecord.key(queue), Consistency.STRONG);
    long number = before.flatMap(QueueRecord::added).orElseGet(() -> last(reads, queue)) + 1;
    transaction.create(WaitingRecord.item(queue, number, events), Refusals.changed());
    if (before.isEmpty()) {
      transaction.create(QueueRecord.item(queue, now, number), Refusals.changed());
    } else {
      transaction.update(
          QueueRecord.key(queue),
          new Change().set(QueueRecord.ADDED, number),
          QueueRecord.added(before.get(), Condition.where()),
          Refusals.changed());
    }
  }

  /** Returns the last number of what waits; 0 if nothing does. */
  public static long last(Reads reads, DeliveryQueue queue) {
    return reads.query(WaitingRecord.list(queue).fromTheEnd().limit(1)).items().stream()
        .mapToLong(WaitingRecord::number)
        .findFirst()
        .orElse(0);
  }
}
