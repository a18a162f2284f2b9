package dev.orgtable.internal;

import dev.orgtable.OrgtableException.TooLarge;
import dev.orgtable.OrgtableException.Unavailable;
import dev.orgtable.dynamodb.Condition;
import dev.orgtable.dynamodb.ConflictException;
import dev.orgtable.dynamodb.Consistency;
import dev.orgtable.dynamodb.Decision;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.ItemPage;
import dev.orgtable.dynamodb.Key;
import dev.orgtable.dynamodb.QuerySpec;
import dev.orgtable.dynamodb.Transaction;
import dev.orgtable.event.EventId;
import dev.orgtable.event.EventLog;
import dev.orgtable.event.EventSettings;
import dev.orgtable.internal.delivery.DeliveryQueue;
import dev.orgtable.internal.delivery.Destination;
import dev.orgtable.internal.delivery.DestinationId;
import dev.orgtable.internal.delivery.QueueRecord;
import dev.orgtable.internal.delivery.SubscriberRecord;
import dev.orgtable.internal.delivery.Subscriptions;
import dev.orgtable.internal.delivery.WaitingRecord;
import dev.orgtable.internal.record.Conditions;
import dev.orgtable.internal.record.Directory;
import dev.orgtable.internal.record.Refusals;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The subscribers of a table: code of applications that gets its events. */
public final class Subscribers {

  /** The most records of waiting events, and of queues, that one call removes. */
  public static final int MOST_REMOVED = 20_000;

  /** With the record of the queue and the condition, as many items as a transaction has. */
  private static final int BATCH = Transaction.MOST - 2;

  private static final String UNSUBSCRIBE = "events.unsubscribe";

  private final Context context;
  private final int mostRemoved;

  public Subscribers(Context context) {
    this(context, MOST_REMOVED);
  }

  /** Creates the operations with another limit of the records that one call removes. */
  public Subscribers(Context context, int mostRemoved) {
    this.context = context;
    this.mostRemoved = mostRemoved;
  }

  /**
   * Makes a subscriber, or changes which events it gets. A new one gets none of the events that are
   * settled: they may wait for one of the same name that was removed.
   *
   * @throws dev.orgtable.InvalidInput if the table has {@value SubscriberRecord#MOST} others
   */
  public boolean add(Destination subscriber) {
    return context.run(
        "worker.subscribe",
        reads -> {
          Optional<Item> before =
              reads.get(SubscriberRecord.key(subscriber.id()), Consistency.STRONG);
          Transaction transaction = new Transaction();
          if (before.isPresent()) {
            Optional<Destination> read = before.flatMap(SubscriberRecord::from);
            Destination old = read.orElse(subscriber);
            Destination next =
                since(subscriber, SubscriberRecord.after(before.get(), this::settled));
            if (read.equals(Optional.of(next))) {
              return Decision.unchanged(false);
            }
            transaction.put(SubscriberRecord.item(next), Conditions.live(), Refusals.changed());
            transaction.emit(SubscriberEvents.changed(old, subscriber));
            return Decision.commit(transaction, false);
          }
          if (SubscriberRecord.of(reads).size() >= SubscriberRecord.MOST) {
            throw SubscriberRecord.tooMany();
          }
          context.journal().follow(reads, EventLog.TABLE);
          transaction.create(
              SubscriberRecord.item(since(subscriber, settled())), Refusals.changed());
          Subscriptions.add(reads, transaction, context.trustedNow());
          transaction.emit(SubscriberEvents.added(subscriber));
          return Decision.commit(transaction, true);
        });
  }

  /** Returns the last id of an event that was written before now, whatever the clocks. */
  private EventId settled() {
    return EventId.lastOf(context.trustedNow().minus(EventSettings.SETTLING));
  }

  private static Destination since(Destination subscriber, @Nullable EventId after) {
    return new Destination(subscriber.id(), subscriber.filter(), after, null);
  }

  /**
   * Removes a subscriber, if there is one, and what waits for it. If that is not completed, another
   * call goes on, or a repair. If one of the same name is added meanwhile, what is left stays: the
   * new one leaves it out, as it does with all that is not for it.
   *
   * @return whether there was one; false also from a call that goes on
   * @throws TooLarge if more waits than one call removes; another call goes on
   */
  public boolean remove(DestinationId subscriber) {
    boolean removed =
        context.run(
            UNSUBSCRIBE,
            reads -> {
              Key key = SubscriberRecord.key(subscriber);
              if (reads.get(key, Consistency.STRONG).isEmpty()) {
                return Decision.unchanged(false);
              }
              Transaction transaction = new Transaction();
              transaction.delete(key, Conditions.live(), Refusals.changed());
              Subscriptions.remove(transaction);
              transaction.emit(SubscriberEvents.removed(subscriber));
              return Decision.commit(transaction, true);
            });
    try {
      removeWaiting(subscriber);
    } catch (ConflictException e) {
      // It was added again, and what waits now may be for the new one.
    } catch (Unavailable e) {
      throw e.afterWrites();
    }
    return removed;
  }

  private void removeWaiting(DestinationId subscriber) {
    int room = mostRemoved;
    for (int shard = 0; shard < DeliveryQueue.SHARDS; shard++) {
      String due = DeliveryQueue.duePartition(subscriber.channel(), shard);
      for (ItemPage page : context.pages(UNSUBSCRIBE, QuerySpec.of(Directory.INDEX, due, ""))) {
        for (Item item : page.items()) {
          Optional<DeliveryQueue> queue = DeliveryQueue.of(item.key());
          room -= queue.isPresent() ? empty(queue.get(), room) : 0;
        }
      }
    }
  }

  /**
   * Removes what waits in a queue, and with the last of it its record: until then, another call
   * finds it.
   *
   * @param most how many records
   * @return how many were removed
   * @throws ConflictException if the subscriber is there again
   */
  private int empty(DeliveryQueue queue, int most) {
    int removed = 0;
    for (ItemPage page : context.pages(UNSUBSCRIBE, WaitingRecord.list(queue).limit(BATCH))) {
      if (removed + page.items().size() >= most) {
        throw new TooLarge(
            "more waits for " + queue.destination() + " than one call removes: unsubscribe again");
      }
      Transaction transaction = new Transaction().silent();
      for (Item waiting : page.items()) {
        transaction.delete(waiting.key(), Conditions.absentOrLive(), Refusals.changed());
      }
      if (!page.hasNext()) {
        transaction.delete(QueueRecord.key(queue), Conditions.absentOrLive(), Refusals.changed());
      }
      transaction.require(
          SubscriberRecord.key(queue.destination()), Condition.absent(), Refusals.changed());
      context.write(UNSUBSCRIBE, transaction);
      removed += transaction.size() - 1;
    }
    return removed;
  }
}
