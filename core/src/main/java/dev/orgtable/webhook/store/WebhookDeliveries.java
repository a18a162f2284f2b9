package dev.orgtable.webhook.store;

import dev.orgtable.Cursor;
import dev.orgtable.InvalidInput;
import dev.orgtable.Page;
import dev.orgtable.dynamodb.Consistency;
import dev.orgtable.dynamodb.Decision;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.ItemPage;
import dev.orgtable.dynamodb.Key;
import dev.orgtable.dynamodb.QuerySpec;
import dev.orgtable.dynamodb.Reads;
import dev.orgtable.dynamodb.Transaction;
import dev.orgtable.event.EventId;
import dev.orgtable.event.EventLog;
import dev.orgtable.internal.Context;
import dev.orgtable.internal.delivery.DeliveryEntry;
import dev.orgtable.internal.delivery.DeliveryEntry.State;
import dev.orgtable.internal.delivery.DeliveryQueue;
import dev.orgtable.internal.delivery.DestinationId;
import dev.orgtable.internal.delivery.Enqueue;
import dev.orgtable.internal.delivery.QueueRecord;
import dev.orgtable.internal.event.EventRecord;
import dev.orgtable.internal.record.Layout;
import dev.orgtable.internal.record.Refusals;
import dev.orgtable.webhook.Webhook;
import dev.orgtable.webhook.WebhookDelivery;
import dev.orgtable.webhook.WebhookReplay;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The log of the deliveries to an endpoint, and deliveries that are repeated by request. */
final class WebhookDeliveries {

  private static final int MOST_LISTED = 1000;

  /** How many pages of the log one request to replay what failed reads. */
  private static final int MOST_PAGES = 2;

  /** How many transactions one request to replay what failed writes: each is of one log. */
  private static final int MOST_BATCHES = 40;

  private WebhookDeliveries() {}

  static Page<WebhookDelivery> newest(
      Reads reads, Webhook webhook, @Nullable EventId after, int limit) {
    if (limit < 1 || limit > MOST_LISTED) {
      throw new InvalidInput("limit", "must be 1 to " + MOST_LISTED);
    }
    DestinationId id = WebhookDestinations.id(webhook);
    QuerySpec list = DeliveryEntry.list(id).limit(limit).fromTheEnd();
    QuerySpec begun = after == null ? list : list.after(DeliveryEntry.key(id, after).attributes());
    ItemPage page = reads.query(begun);
    List<DeliveryEntry> entries = entries(page);
    Map<DeliveryQueue, Instant> due = webhook.isEnabled() ? due(reads, entries) : Map.of();
    return new Page<>(
        entries.stream().map(entry -> delivery(entry, due.get(queue(entry)))).toList(),
        page.hasNext() ? last(page).map(EventId::value).map(Cursor::new) : Optional.empty());
  }

  /** Returns the entries of a page that can be read. */
  private static List<DeliveryEntry> entries(ItemPage page) {
    return page.items().stream().flatMap(item -> DeliveryEntry.from(item).stream()).toList();
  }

  private static DeliveryQueue queue(DeliveryEntry entry) {
    return new DeliveryQueue(entry.destination(), entry.log());
  }

  /** Returns when the queues are due that entries wait in, unless a worker is at it. */
  private static Map<DeliveryQueue, Instant> due(Reads reads, List<DeliveryEntry> entries) {
    Set<DeliveryQueue> waiting =
        entries.stream()
            .filter(entry -> entry.state() == State.RETRIED)
            .map(WebhookDeliveries::queue)
            .collect(Collectors.toCollection(LinkedHashSet::new));
    if (waiting.isEmpty()) {
      return Map.of();
    }
    Map<Key, Item> found =
        reads.getAll(waiting.stream().map(QueueRecord::key).toList(), Consistency.STRONG);
    Map<DeliveryQueue, Instant> due = new HashMap<>();
    for (DeliveryQueue queue : waiting) {
      Optional.ofNullable(found.get(QueueRecord.key(queue)))
          .filter(item -> QueueRecord.held(item).isEmpty())
          .flatMap(QueueRecord::due)
          .ifPresent(time -> due.put(queue, time));
    }
    return due;
  }

  private static WebhookDelivery delivery(DeliveryEntry entry, @Nullable Instant due) {
    String reason = entry.reason().isEmpty() ? null : entry.reason();
    boolean isDelivered = entry.state() == State.DELIVERED;
    return new WebhookDelivery(
        entry.event(),
        entry.log(),
        switch (entry.state()) {
          case DELIVERED -> WebhookDelivery.State.DELIVERED;
          case RETRIED -> WebhookDelivery.State.WAITING;
          case FAILED -> WebhookDelivery.State.FAILED;
        },
        entry.attempts(),
        entry.at(),
        entry.status(),
        Duration.ofMillis(entry.millis()),
        isDelivered ? null : reason,
        isDelivered ? reason : null,
        entry.state() == State.RETRIED ? due : null);
  }

  static Decision<Decision.Done> replay(Reads reads, Webhook webhook, EventId event, Instant now) {
    DeliveryEntry entry =
        reads
            .get(DeliveryEntry.key(WebhookDestinations.id(webhook), event), Consistency.STRONG)
            .map(item -> DeliveryEntry.from(item).orElseThrow(() -> Layout.unreadable(item.key())))
            .orElseThrow(
                () -> new InvalidInput("event", "must be one of the webhook's deliveries"));
    DeliveryQueue queue = new DeliveryQueue(entry.destination(), entry.log());
    Optional<Item> queued =
        entry.state() == State.RETRIED
            ? reads.get(QueueRecord.key(queue), Consistency.STRONG)
            : Optional.empty();
    if (queued.isPresent()) {
      Transaction transaction = new Transaction().silent();
      return WebhookPauses.end(transaction, queue, queued.get(), now)
          ? Decision.commit(transaction)
          : Decision.unchanged();
    }
    if (reads.get(EventRecord.key(entry.log(), event), Consistency.STRONG).isEmpty()) {
      throw new InvalidInput("event", "must be one that the table still keeps");
    }
    return Decision.commit(replay(reads, List.of(entry), now));
  }

  /**
   * Returns the transaction that queues events of one log. Each entry is marked as waiting on
   * condition that it was not, so that nothing is queued twice.
   */
  private static Transaction replay(Reads reads, List<DeliveryEntry> entries, Instant now) {
    DeliveryEntry first = entries.get(0);
    Transaction transaction = new Transaction().silent();
    DeliveryQueue queue = new DeliveryQueue(first.destination(), first.log());
    List<EventId> events = entries.stream().map(DeliveryEntry::event).toList();
    Enqueue.add(reads, transaction, queue, events, now);
    for (DeliveryEntry entry : entries) {
      transaction.put(entry.in(State.RETRIED).item(), entry.same(), Refusals.changed());
    }
    return transaction;
  }

  static WebhookReplay replayFailed(Context context, Webhook webhook, Instant from) {
    if (from.isAfter(context.trustedNow())) {
      return new WebhookReplay(0, null);
    }
    DestinationId id = WebhookDestinations.id(webhook);
    // No event has an earlier time, and no id either.
    Instant before = from.isAfter(Instant.EPOCH) ? from.minusMillis(1) : Instant.EPOCH;
    QuerySpec list =
        DeliveryEntry.list(id)
            .after(DeliveryEntry.key(id, EventId.lastOf(before)).attributes())
            .limit(MOST_LISTED);
    int replayed = 0;
    int pages = 0;
    int written = 0;
    Instant next = from;
    for (ItemPage page : context.pages("webhooks.replayFailed", list)) {
      if (pages++ == MOST_PAGES) {
        return new WebhookReplay(replayed, next);
      }
      List<DeliveryEntry> entries = entries(page);
      for (List<DeliveryEntry> batch : batches(entries)) {
        if (written == MOST_BATCHES) {
          return new WebhookReplay(replayed, next);
        }
        int queued = replay(context, batch);
        replayed += queued;
        written += queued == 0 ? 0 : 1;
      }
      for (WebhookPauses.Paused each : WebhookPauses.of(context, entries)) {
        if (written == MOST_BATCHES) {
          return new WebhookReplay(replayed, each.first().time());
        }
        boolean ended = WebhookPauses.end(context, "webhooks.replayFailed", each.queue());
        replayed += ended ? each.events() : 0;
        written += ended ? 1 : 0;
      }
      next = last(page).map(EventId::time).orElse(next);
    }
    return new WebhookReplay(replayed, null);
  }

  /** Returns the event of the last entry of a page, which may be one that cannot be read. */
  private static Optional<EventId> last(ItemPage page) {
    return page.items().stream()
        .flatMap(item -> DeliveryEntry.id(item.key()).stream())
        .reduce((one, other) -> other);
  }

  /** Returns the failed entries of some, by log and in order, as many as a queue takes. */
  private static List<List<DeliveryEntry>> batches(List<DeliveryEntry> all) {
    Map<EventLog, List<DeliveryEntry>> byLog = new LinkedHashMap<>();
    all.stream()
        .filter(entry -> entry.state() == State.FAILED)
        .forEach(entry -> byLog.computeIfAbsent(entry.log(), log -> new ArrayList<>()).add(entry));
    List<List<DeliveryEntry>> batches = new ArrayList<>();
    byLog
        .values()
        .forEach(
            entries -> {
              for (int i = 0; i < entries.size(); i += DeliveryQueue.MOST_EVENTS) {
                batches.add(
                    entries.subList(i, Math.min(entries.size(), i + DeliveryQueue.MOST_EVENTS)));
              }
            });
    return batches;
  }

  /** Queues those of a batch that are still given up, and are kept; returns how many. */
  private static int replay(Context context, List<DeliveryEntry> batch) {
    return context.run(
        "webhooks.replayFailed",
        reads -> {
          List<DeliveryEntry> failed =
              reads
                  .getAll(
                      batch.stream()
                          .map(entry -> DeliveryEntry.key(entry.destination(), entry.event()))
                          .toList(),
                      Consistency.STRONG)
                  .values()
                  .stream()
                  .flatMap(item -> DeliveryEntry.from(item).stream())
                  .filter(entry -> entry.state() == State.FAILED)
                  .sorted((one, other) -> one.event().compareTo(other.event()))
                  .toList();
          List<DeliveryEntry> kept = failed.isEmpty() ? failed : kept(reads, failed);
          return kept.isEmpty()
              ? Decision.unchanged(0)
              : Decision.commit(replay(reads, kept, context.trustedNow()), kept.size());
        });
  }

  /** Returns the entries whose events the table still keeps: no others can be delivered. */
  private static List<DeliveryEntry> kept(Reads reads, List<DeliveryEntry> entries) {
    Set<Key> found =
        reads
            .getAll(
                entries.stream().map(entry -> EventRecord.key(entry.log(), entry.event())).toList(),
                Consistency.STRONG)
            .keySet();
    return entries.stream()
        .filter(entry -> found.contains(EventRecord.key(entry.log(), entry.event())))
        .toList();
  }
}
