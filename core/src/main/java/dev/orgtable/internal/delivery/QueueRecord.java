package dev.orgtable.internal.delivery;

import dev.orgtable.dynamodb.Change;
import dev.orgtable.dynamodb.Condition;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.Key;
import dev.orgtable.dynamodb.Rfc3339;
import dev.orgtable.event.EventId;
import dev.orgtable.internal.record.Conditions;
import dev.orgtable.internal.record.Directory;
import dev.orgtable.internal.record.DueEntry;
import dev.orgtable.internal.record.FieldCheck;
import dev.orgtable.internal.record.Keys;
import dev.orgtable.internal.record.Layout;
import dev.orgtable.internal.record.RecordType;
import dev.orgtable.internal.record.StoredLease;
import java.time.Instant;
import java.util.Optional;

/**
 * The record {@code deliveryQueue}: when a queue is due, who works on it, and how often its first
 * event has failed. It exists while events wait.
 */
public final class QueueRecord {

  public static final String TYP = "deliveryQueue";

  public static final RecordType TYPE =
      RecordType.of(TYP, "deliveries/", TYP)
          .owning(key -> DeliveryQueue.of(key).isPresent())
          .checkedBy(QueueRecord::check)
          .dependingOn(item -> item.number(QueueRecord.ADDED).isPresent());

  /** How many records of waiting events were ever added: it only grows, and is the last number. */
  static final String ADDED = "added";

  private static final String LEASE_HOLDER = "leaseHolder";
  private static final String LEASE_UNTIL = "leaseUntil";

  /** The number of a record of waiting events, and the event of it to continue with. */
  private static final String NEXT = "next";

  /** Whether the next attempt is to follow one that fails at once. */
  private static final String AGAIN = "again";

  private static final String ATTEMPTS = "attempts";
  private static final String FAILING_SINCE = "failingSince";
  private static final String ERROR = "error";
  private static final int LONGEST_ERROR = 500;

  private QueueRecord() {}

  private static void check(FieldCheck fields) {
    Item item = fields.item();
    if (!fields.isCurrent()) {
      return;
    }
    fields.number(ADDED);
    boolean found =
        DeliveryQueue.of(item.key())
            .filter(queue -> item.text(Directory.PARTITION).equals(queue.duePartition()))
            .isPresent();
    if (!found || item.instant(Directory.SORT).isEmpty()) {
      fields.add("dir and dirRng do not match what is due");
    }
  }

  /** Returns the key of the record of a queue. */
  public static Key key(DeliveryQueue queue) {
    return new Key(queue.partition(), TYP);
  }

  /** Returns the record of a queue whose last record of events has a number. */
  public static Item item(DeliveryQueue queue, Instant due, long added) {
    return Layout.item(key(queue), TYP)
        .with(Directory.PARTITION, queue.duePartition())
        .with(Directory.SORT, Rfc3339.write(DueEntry.seconds(due)))
        .with(ADDED, added)
        .build();
  }

  /** Returns how many records of events were added; empty if the record is damaged. */
  public static Optional<Long> added(Item item) {
    return item.number(ADDED);
  }

  /** Returns the condition that nothing was added since a record was read. */
  static Condition added(Item item, Condition before) {
    return before.and(Conditions.live()).same(ADDED, item.value(ADDED).orElse(null));
  }

  /** Returns when a queue is due; empty if the record is damaged. */
  public static Optional<Instant> due(Item item) {
    return item.instant(Directory.SORT);
  }

  /** Returns whether a queue is due. */
  public static boolean isDue(Item item, Instant now) {
    return due(item).filter(due -> !now.isBefore(due)).isPresent();
  }

  /** Returns whether a queue waits for its next attempt, after one that failed. */
  public static boolean isPaused(Item item, Instant now) {
    return due(item).filter(now::isBefore).isPresent() && held(item).isEmpty();
  }

  /** Returns the lease of a queue, if a worker holds one. */
  public static Optional<StoredLease> held(Item item) {
    return StoredLease.of(item, LEASE_HOLDER, LEASE_UNTIL);
  }

  /**
   * Returns the event of a record of waiting events with which the delivery continues; empty for
   * the first one.
   */
  public static Optional<EventId> next(Item item, Item waiting) {
    String before = WaitingRecord.number(waiting) + Keys.SEPARATOR;
    return item.string(NEXT)
        .filter(next -> next.startsWith(before))
        .flatMap(next -> EventId.parse(next.substring(before.length())));
  }

  /** Returns how often the first event has failed. */
  public static int attempts(Item item) {
    return (int) Math.max(0, Math.min(item.number(ATTEMPTS).orElse(0L), Integer.MAX_VALUE - 1));
  }

  /** Returns when the queue began to fail; empty if it does not. */
  public static Optional<Instant> failingSince(Item item) {
    return item.instant(FAILING_SINCE);
  }

  /** Returns why the last attempt failed; empty text if it did not. */
  public static String error(Item item) {
    return item.text(ERROR);
  }

  /** Returns the condition that the lease and the due time of a record are as read. */
  public static Condition heldAsRead(Item item) {
    Condition same = Conditions.live().equal(Directory.SORT, item.text(Directory.SORT));
    return held(item)
        .map(lease -> lease.unchanged(same, LEASE_HOLDER, LEASE_UNTIL))
        .orElseGet(() -> same.lacking(LEASE_UNTIL));
  }

  /** Returns the condition that a lease is still held. */
  public static Condition holding(StoredLease lease) {
    return lease.unchanged(Conditions.live(), LEASE_HOLDER, LEASE_UNTIL);
  }

  /** Returns the condition that a lease is still held, and nobody asked for an attempt at once. */
  public static Condition holdingUnasked(StoredLease lease) {
    return holding(lease).lacking(AGAIN);
  }

  /** Returns the condition that a lease is still held and nothing was added since a read. */
  public static Condition drained(StoredLease lease, Item read) {
    return added(read, holding(lease));
  }

  /** Takes or renews a lease. */
  public static Change take(Change change, StoredLease lease) {
    return change.set(LEASE_HOLDER, lease.holder().orElseThrow()).set(LEASE_UNTIL, lease.until());
  }

  /** Notes with which event to continue after a crash or a failure. */
  public static Change continueWith(Change change, Item waiting, EventId next) {
    return change.set(NEXT, WaitingRecord.number(waiting) + Keys.SEPARATOR + next);
  }

  /** Notes how often the next event was attempted: none of those before it counts. */
  public static Change attempted(Change change, int attempts) {
    return attempts == 0 ? change.remove(ATTEMPTS) : change.set(ATTEMPTS, attempts);
  }

  /** Notes that a delivery succeeded after some that failed. */
  public static Change succeeded(Change change) {
    return change.remove(ATTEMPTS).remove(FAILING_SINCE).remove(ERROR);
  }

  /** Notes that a delivery failed. */
  public static Change failed(Change change, int attempts, Instant since, String error) {
    return change
        .set(ATTEMPTS, attempts)
        .set(FAILING_SINCE, since)
        .set(ERROR, error.substring(0, Math.min(LONGEST_ERROR, error.length())));
  }

  /** Gives the lease back; the queue is due at a time. */
  public static Change release(Change change, Instant due) {
    return dueAt(change.remove(LEASE_HOLDER).remove(LEASE_UNTIL).remove(AGAIN), due);
  }

  /** Asks who holds a queue that the next attempt follows at once, should this one fail. */
  public static Change again(Change change) {
    return change.set(AGAIN, 1);
  }

  /** Lets a queue be due at a time. How often it failed, and since when, stays. */
  public static Change dueAt(Change change, Instant due) {
    return change.set(Directory.SORT, Rfc3339.write(DueEntry.seconds(due)));
  }
}
