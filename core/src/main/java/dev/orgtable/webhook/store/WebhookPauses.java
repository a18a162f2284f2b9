package dev.orgtable.webhook.store;

import dev.orgtable.OrgtableException;
import dev.orgtable.dynamodb.Change;
import dev.orgtable.dynamodb.Consistency;
import dev.orgtable.dynamodb.Decision;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.Key;
import dev.orgtable.dynamodb.Reads;
import dev.orgtable.dynamodb.Transaction;
import dev.orgtable.event.EventId;
import dev.orgtable.event.EventLog;
import dev.orgtable.internal.Context;
import dev.orgtable.internal.delivery.DeliveryEntry;
import dev.orgtable.internal.delivery.DeliveryEntry.State;
import dev.orgtable.internal.delivery.DeliveryQueue;
import dev.orgtable.internal.delivery.QueueRecord;
import dev.orgtable.internal.record.Refusals;
import dev.orgtable.webhook.Webhook;
import dev.orgtable.webhook.WebhookOwner;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Ends pauses after failures: a queue that waits for its next attempt is due now. How often it
 * failed, and since when, stays, so a receiver that fails again is given up no later. If a worker
 * holds it, its attempt under way may still be one to the receiver as it was: should it fail, the
 * next one follows at once. A queue that is due already is left as it is.
 */
final class WebhookPauses {

  private WebhookPauses() {}

  /**
   * Ends the pause of a queue, or the one that would follow the attempt under way, which takes one
   * more item of a transaction.
   *
   * @param read the record of the queue
   * @return whether there is one to end
   */
  static boolean end(Transaction transaction, DeliveryQueue queue, Item read, Instant now) {
    boolean isHeld = QueueRecord.held(read).isPresent();
    if (!isHeld && !QueueRecord.isPaused(read, now)) {
      return false;
    }
    transaction.update(
        QueueRecord.key(queue),
        isHeld ? QueueRecord.again(new Change()) : QueueRecord.dueAt(new Change(), now),
        QueueRecord.heldAsRead(read),
        Refusals.changed());
    return true;
  }

  /**
   * Ends the pause of an endpoint in a transaction, if it is one of an organisation: that has one
   * queue. One of the table has a queue for each log, and nothing happens.
   */
  static void end(Reads reads, Transaction transaction, Webhook webhook, Instant now) {
    queue(webhook).ifPresent(only -> end(reads, transaction, only, now));
  }

  private static Optional<DeliveryQueue> queue(Webhook webhook) {
    return webhook.isEnabled() && webhook.owner() instanceof WebhookOwner.OfOrganisation of
        ? Optional.of(
            new DeliveryQueue(
                WebhookDestinations.id(webhook), new EventLog.OfOrganisation(of.organisation())))
        : Optional.empty();
  }

  private static boolean end(
      Reads reads, Transaction transaction, DeliveryQueue queue, Instant now) {
    return reads
        .get(QueueRecord.key(queue), Consistency.STRONG)
        .filter(read -> end(transaction, queue, read, now))
        .isPresent();
  }

  /**
   * Ends the pause of an endpoint of an organisation, after it accepted a request. If that fails,
   * the pause ends later, by itself: no exception hides the answer.
   */
  static void end(Context context, Webhook webhook) {
    try {
      queue(webhook).ifPresent(only -> end(context, "webhooks.test", only));
    } catch (OrgtableException e) {
      // What waits is attempted when it is due.
    }
  }

  /**
   * A queue in a pause.
   *
   * @param first the first event that waits, of those that were looked at
   * @param events how many of those wait
   */
  record Paused(DeliveryQueue queue, EventId first, int events) {

    private Paused and(Paused later) {
      return new Paused(queue, first, events + later.events());
    }
  }

  /**
   * Returns the queues in a pause that deliveries wait in, in order of their first events.
   *
   * @param entries of one endpoint, in order
   */
  static List<Paused> of(Context context, List<DeliveryEntry> entries) {
    Map<Key, Paused> waiting = new LinkedHashMap<>();
    for (DeliveryEntry entry : entries) {
      if (entry.state() == State.RETRIED) {
        DeliveryQueue queue = new DeliveryQueue(entry.destination(), entry.log());
        waiting.merge(QueueRecord.key(queue), new Paused(queue, entry.event(), 1), Paused::and);
      }
    }
    if (waiting.isEmpty()) {
      return List.of();
    }
    Map<Key, Item> found =
        context.observe(
            "webhooks.replayFailed", table -> table.getAll(waiting.keySet(), Consistency.STRONG));
    Instant now = context.trustedNow();
    return waiting.entrySet().stream()
        .filter(
            each ->
                Optional.ofNullable(found.get(each.getKey()))
                    .filter(read -> QueueRecord.isPaused(read, now))
                    .isPresent())
        .map(Map.Entry::getValue)
        .toList();
  }

  /** Ends the pause of a queue as a part of an operation; returns whether there was one. */
  static boolean end(Context context, String operation, DeliveryQueue queue) {
    return context.run(
        operation,
        reads -> {
          Transaction transaction = new Transaction().silent();
          return end(reads, transaction, queue, context.trustedNow())
              ? Decision.commit(transaction, true)
              : Decision.unchanged(false);
        });
  }
}
