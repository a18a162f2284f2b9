package dev.orgtable.internal;

import dev.orgtable.dynamodb.Consistency;
import dev.orgtable.dynamodb.Decision;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.ItemPage;
import dev.orgtable.dynamodb.Key;
import dev.orgtable.dynamodb.QuerySpec;
import dev.orgtable.dynamodb.Transaction;
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
import java.util.List;
import java.util.Optional;

/** The subscribers of a table: code of applications that gets its events. */
public final class Subscribers {

  private static final int BATCH = 25;

  private final Context context;

  public Subscribers(Context context) {
    this.context = context;
  }

  /**
   * Makes a subscriber, or changes which events it gets.
   *
   * @throws dev.orgtable.InvalidInput if the table has {@value SubscriberRecord#MOST} others
   */
  public boolean add(Destination subscriber) {
    return context.run(
        "worker.subscribe",
        reads -> {
          Item item = SubscriberRecord.item(subscriber);
          Optional<Item> before = reads.get(item.key(), Consistency.STRONG);
          if (before.flatMap(SubscriberRecord::from).equals(Optional.of(subscriber))) {
            return Decision.unchanged(false);
          }
          Transaction transaction = new Transaction().silent();
          if (before.isPresent()) {
            transaction.put(item, Conditions.live(), Refusals.changed());
            return Decision.commit(transaction, false);
          }
          if (SubscriberRecord.of(reads).size() >= SubscriberRecord.MOST) {
            throw SubscriberRecord.tooMany();
          }
          transaction.create(item, Refusals.changed());
          Subscriptions.add(reads, transaction, context.trustedNow());
          return Decision.commit(transaction, true);
        });
  }

  /**
   * Removes a subscriber, if there is one, and what waits for it.
   *
   * @return whether there was one
   */
  public boolean remove(DestinationId subscriber) {
    boolean removed =
        context.run(
            "events.unsubscribe",
            reads -> {
              Key key = SubscriberRecord.key(subscriber);
              if (reads.get(key, Consistency.STRONG).isEmpty()) {
                return Decision.unchanged(false);
              }
              Transaction transaction = new Transaction().silent();
              transaction.delete(key, Conditions.live(), Refusals.changed());
              Subscriptions.remove(transaction);
              return Decision.commit(transaction, true);
            });
    for (int shard = 0; shard < DeliveryQueue.SHARDS; shard++) {
      String due = DeliveryQueue.duePartition(subscriber.channel(), shard);
      for (ItemPage page :
          context.pages("events.unsubscribe", QuerySpec.of(Directory.INDEX, due, ""))) {
        page.items().stream()
            .flatMap(item -> DeliveryQueue.of(item.key()).stream())
            .forEach(this::empty);
      }
    }
    return removed;
  }

  private void empty(DeliveryQueue queue) {
    for (ItemPage page :
        context.pages("events.unsubscribe", WaitingRecord.list(queue).limit(BATCH))) {
      delete(page.items().stream().map(Item::key).toList());
    }
    delete(List.of(QueueRecord.key(queue)));
  }

  private void delete(List<Key> keys) {
    context.observe(
        "events.unsubscribe",
        table -> {
          table.writeAll(List.of(), keys);
          return true;
        });
  }
}
