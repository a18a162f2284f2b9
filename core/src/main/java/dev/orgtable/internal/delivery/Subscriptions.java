package dev.orgtable.internal.delivery;

import dev.orgtable.dynamodb.Consistency;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.Reads;
import dev.orgtable.dynamodb.Transaction;
import dev.orgtable.internal.event.EventSettingsRecord;
import java.time.Instant;
import java.util.Optional;

/**
 * The number of destinations of a table, in its settings of events. While there are any, events are
 * put in the outbox; the first one gets the events from a minute after it was made.
 */
public final class Subscriptions {

  private Subscriptions() {}

  /** Counts a new destination, in the transaction that makes it: one more item. */
  public static void add(Reads reads, Transaction transaction, Instant now) {
    Optional<Item> before = reads.get(EventSettingsRecord.key(), Consistency.STRONG);
    EventSettingsRecord.addDestination(transaction, before.orElse(null), now, false);
  }

  /**
   * Counts a new destination like {@link #add}, on condition that no other was counted since this
   * read: for a limit on what is read after it.
   */
  public static void addIfFirst(Reads reads, Transaction transaction, Instant now) {
    Optional<Item> before = reads.get(EventSettingsRecord.key(), Consistency.STRONG);
    EventSettingsRecord.addDestination(transaction, before.orElse(null), now, true);
  }

  /** Counts a destination no more, in the transaction that removes it: one more item. */
  public static void remove(Transaction transaction) {
    remove(transaction, 1);
  }

  /** Counts several destinations no more, in the transaction that removes them: one more item. */
  public static void remove(Transaction transaction, int count) {
    EventSettingsRecord.removeDestinations(transaction, count);
  }
}
