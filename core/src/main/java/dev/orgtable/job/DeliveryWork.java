package dev.orgtable.job;

import static java.util.Comparator.naturalOrder;

import dev.orgtable.dynamodb.Consistency;
import dev.orgtable.dynamodb.CostListener;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.QuerySpec;
import dev.orgtable.dynamodb.Table;
import dev.orgtable.event.EventId;
import dev.orgtable.event.EventLog;
import dev.orgtable.event.EventSettings;
import dev.orgtable.internal.Context;
import dev.orgtable.internal.Subscribers;
import dev.orgtable.internal.delivery.DeliveryQueue;
import dev.orgtable.internal.delivery.DestinationId;
import dev.orgtable.internal.delivery.Destinations;
import dev.orgtable.internal.delivery.QueueRecord;
import dev.orgtable.internal.delivery.Sender;
import dev.orgtable.internal.delivery.SubscriberRecord;
import dev.orgtable.internal.event.EventRecord;
import dev.orgtable.internal.event.EventSettingsRecord;
import dev.orgtable.internal.event.OutboxEntry;
import dev.orgtable.internal.record.Directory;
import dev.orgtable.internal.record.DueEntry;
import dev.orgtable.job.Places.Todo;
import dev.orgtable.webhook.store.WebhookDestinations;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Queues the events of the outbox, and delivers those of the queues that this worker has senders
 * for. A table that never had a destination costs a read unit in 30 seconds.
 */
final class DeliveryWork {

  /** All kinds of destinations that a table can have. */
  private static final List<Destinations> DESTINATIONS =
      List.of((reads, log) -> SubscriberRecord.of(reads), new WebhookDestinations());

  /** How many queues of one destination are delivered at once, if it answers within a second. */
  private static final int OF_ONE_DESTINATION = 4;

  /** How long settings are used. */
  private static final Duration KNOWN = Duration.ofSeconds(30);

  /** How long a pass waits for new events to be queued. */
  private static final Duration AWAITED = Duration.ofSeconds(1);

  /**
   * Others may still come before a queue that became due within this time, by clocks that differ,
   * requests under way, and an index that lags.
   */
  private static final Duration UNSETTLED = EventSettings.SETTLING.plus(FanOut.INDEX_LAG);

  /** How long a log or a queue is left alone after an unexpected failure. */
  private static final Duration REST = Duration.ofMinutes(1);

  private final Context context;
  private final WorkerSettings settings;
  private final String worker;
  private final StopSignal stop;
  private final Consumer<RuntimeException> failures;
  private final List<Subscriber> subscribers;
  private final Map<String, Sender> senders = new HashMap<>();
  private final FanOut fanOut;

  /** Logs with events in the outbox, and the first of them that the index shows. */
  private final Map<EventLog, EventId> outbox = new ConcurrentHashMap<>();

  private final Lanes<EventLog, EventLog> logs;
  private final Lanes<DestinationId, DeliveryQueue> queues;
  private final Lanes<DestinationId, DeliveryQueue> slowQueues;
  private final Pace pace;
  private final Places places;
  private final LeaseWatch<DeliveryQueue> leases;
  private final Map<Object, Long> resting = new ConcurrentHashMap<>();

  private final Probes probes = new Probes();

  /** Whether queues of a destination that rested are to be listed again. */
  private final AtomicBoolean awake = new AtomicBoolean();

  /** How much was done: events queued, and queues worked on. */
  private final AtomicLong done = new AtomicLong();

  /** What was seen last; null before. */
  private volatile @Nullable OpenDeliveries seen;

  /** The shard that a pass begins with, so that none comes last for ever. */
  private int firstShard;

  private boolean registered;
  private long registerAt;
  private boolean hasDestinations;
  private long lookAt;

  DeliveryWork(
      Context context,
      WorkerSettings settings,
      String worker,
      ExecutorService fanOuts,
      ExecutorService deliveries,
      ExecutorService slowDeliveries,
      StopSignal stop,
      Consumer<RuntimeException> failures) {
    this.context = context;
    this.settings = settings;
    this.worker = worker;
    this.stop = stop;
    this.failures = failures;
    this.subscribers =
        settings.subscribers().stream().map(code -> new Subscriber(code, failures)).toList();
    subscribers.forEach(each -> senders.put(each.channel(), each));
    settings.senders().stream()
        .map(each -> each.apply(context))
        .forEach(each -> senders.put(each.channel(), each));
    this.fanOut = new FanOut(context, DESTINATIONS);
    this.logs = new Lanes<>(fanOuts, log -> 1, this::queue);
    this.queues = new Lanes<>(deliveries, this::mostAtOnce, this::deliverQuickly);
    this.slowQueues = new Lanes<>(slowDeliveries, destination -> 1, this::deliver);
    this.pace = new Pace(settings.nanoTime());
    this.places = new Places(context, settings.nanoTime(), stop);
    this.leases = new LeaseWatch<>(context, settings.nanoTime());
    this.lookAt = settings.nanoTime().getAsLong();
    this.registerAt = lookAt;
  }

  /**
   * Processes all there is, and waits for it.
   *
   * @throws InterruptedException if the worker is stopped
   */
  void processAll() throws InterruptedException {
    long before;
    do {
      before = done.get();
      process(true);
      while (!await(KNOWN)) {
        stop.check();
      }
    } while (done.get() > before || places.areWithin() || awake.get());
  }

  /** Waits until nothing is under way, at most for a time; returns whether that is so. */
  boolean await(Duration longest) throws InterruptedException {
    return logs.await(longest) && queues.await(longest) && slowQueues.await(longest);
  }

  /**
   * Queues the events of the outbox, and begins to deliver what is due.
   *
   * @return whether there were events
   * @throws InterruptedException if the worker is stopped
   */
  boolean process() throws InterruptedException {
    return process(false);
  }

  /**
   * Does one pass.
   *
   * @param fresh whether to read the settings again
   */
  private synchronized boolean process(boolean fresh) throws InterruptedException {
    stop.check();
    register();
    long now = settings.nanoTime().getAsLong();
    lookAt = fresh ? now : lookAt;
    if (!isOn()) {
      seen = new OpenDeliveries(Optional.empty(), 0);
      return false;
    }
    resting.values().removeIf(end -> now - end >= 0);
    long before = done.get();
    for (int shard = 0; shard < OutboxEntry.SHARDS; shard++) {
      listOutbox(OutboxEntry.partition(shard), fresh);
    }
    boolean any = awaitFanOuts(before);
    if (awake.getAndSet(false)) {
      places.wake();
    }
    probes.next().stream()
        .filter(queue -> !pace.rests(queue.destination()) && !resting.containsKey(queue))
        .forEach(this::begin);
    boolean fromTheStart = !places.areWithin();
    Set<DeliveryQueue> due = new HashSet<>();
    for (String channel : senders.keySet()) {
      for (int shard = 0; shard < DeliveryQueue.SHARDS; shard++) {
        int turn = (shard + firstShard) % DeliveryQueue.SHARDS;
        listDue(DeliveryQueue.duePartition(channel, turn), due, fresh);
      }
    }
    firstShard = (firstShard + 1) % DeliveryQueue.SHARDS;
    if (fromTheStart && !places.areWithin()) {
      leases.retain(due);
    }
    seen =
        new OpenDeliveries(
            places.firsts().stream().flatMap(item -> dueSince(item).stream()).min(naturalOrder()),
            pace.failing());
    return any;
  }

  /** Returns when the event or the queue of an entry of the index became due. */
  private static Optional<Instant> dueSince(Item item) {
    return EventRecord.id(item.key()).map(EventId::time).or(() -> item.instant(Directory.SORT));
  }

  /** Returns what was seen in the last pass; empty before the first. */
  Optional<OpenDeliveries> seen() {
    return Optional.ofNullable(seen);
  }

  /** Registers the subscribers. After a failure, waits before the next attempt. */
  private void register() {
    long now = settings.nanoTime().getAsLong();
    if (!registered && now - registerAt >= 0) {
      registerAt = now + REST.toNanos();
      subscribers.forEach(each -> new Subscribers(context).add(each.destination()));
      registered = true;
    }
  }

  /** Returns whether to look: at once after settings were read, and while they are used. */
  private boolean isOn() {
    long now = settings.nanoTime().getAsLong();
    if (now - lookAt < 0) {
      return hasDestinations;
    }
    lookAt = now + KNOWN.toNanos();
    Optional<Item> found = settingsTable().get(EventSettingsRecord.key(), Consistency.STRONG);
    hasDestinations = found.filter(item -> EventSettingsRecord.destinations(item) > 0).isPresent();
    return found.filter(EventSettingsRecord::hasOutbox).isPresent();
  }

  /** Returns the table for a read that is part of the cost of no operation. */
  private Table settingsTable() {
    return context.with(CostListener.NONE).open();
  }

  private void listOutbox(String partition, boolean fresh) throws InterruptedException {
    places.list(
        "worker.listOutbox",
        partition,
        QuerySpec.of(Directory.INDEX, partition, ""),
        fresh,
        item ->
            EventRecord.logOf(item.key().id())
                .flatMap(log -> EventRecord.id(item.key()).map(id -> offer(log, id)))
                .orElse(Todo.LATER));
  }

  /** Returns whether the log is read now. */
  private Todo offer(EventLog log, EventId id) {
    if (resting.containsKey(log)) {
      return Todo.LATER;
    }
    outbox.merge(log, id, DeliveryWork::first);
    logs.offer(log, log);
    return Todo.NOW;
  }

  private static EventId first(EventId one, EventId other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  /**
   * Waits until the logs are read, but not for a long one, which goes on meanwhile; returns whether
   * there were events.
   */
  private boolean awaitFanOuts(long before) throws InterruptedException {
    logs.await(AWAITED);
    return done.get() > before;
  }

  private boolean queue(EventLog log) {
    EventId first = outbox.remove(log);
    if (first == null || stop.isDemanded()) {
      return false;
    }
    EventId next = first;
    try {
      FanOut.Queued queued = fanOut.run(log, first);
      next = queued.next();
      done.addAndGet(queued.events());
      queued.queues().stream()
          .filter(queue -> senders.containsKey(queue.destination().channel()))
          .forEach(this::offer);
    } catch (RuntimeException e) {
      failed(log, e);
    }
    if (next == null) {
      return false;
    }
    outbox.merge(log, next, DeliveryWork::first);
    return next.compareTo(first) > 0;
  }

  private int mostAtOnce(DestinationId destination) {
    return pace.isQuick(destination) ? OF_ONE_DESTINATION : 1;
  }

  /** Delivers a queue, or leaves it to the other threads if its destination turns out slow. */
  private boolean deliverQuickly(DeliveryQueue queue) {
    boolean more = pace.isSlow(queue.destination()) || deliver(queue);
    if (more && pace.isSlow(queue.destination())) {
      slowQueues.offer(queue.destination(), queue);
      return false;
    }
    return more;
  }

  private boolean deliver(DeliveryQueue queue) {
    DestinationId destination = queue.destination();
    Sender sender = Objects.requireNonNull(senders.get(destination.channel()));
    if (pace.rests(destination)) {
      return false;
    }
    boolean stays = true;
    try {
      QueueEnd end = QueueRun.run(context, stop, worker, settings, leases, queue, sender, pace);
      stays = end == QueueEnd.HELD;
      if (end == QueueEnd.DONE || end == QueueEnd.UNFINISHED) {
        done.incrementAndGet();
      }
      return end == QueueEnd.UNFINISHED;
    } catch (InterruptedException e) {
      // The worker stops: what was delivered is noted, and the lease given back.
      return false;
    } catch (RuntimeException e) {
      stays = !(e instanceof QueueRun.NotMade);
      failed(queue, e);
      return false;
    } finally {
      if (probes.attempted(queue, stays, pace.rests(destination))) {
        awake.set(true);
      }
    }
  }

  /** Reports a failure, and leaves what it is about alone for a while. */
  private void failed(Object what, RuntimeException e) {
    resting.put(what, settings.nanoTime().getAsLong() + REST.toNanos());
    if (!stop.isDemanded()) {
      failures.accept(e);
    }
  }

  private void listDue(String partition, Set<DeliveryQueue> due, boolean fresh)
      throws InterruptedException {
    Instant now = context.trustedNow();
    places.list(
        "worker.listDueQueues",
        partition,
        QuerySpec.upTo(Directory.INDEX, partition, DueEntry.seconds(now).toString()),
        fresh,
        item -> {
          Optional<DeliveryQueue> queue = DeliveryQueue.of(item.key());
          queue.ifPresent(due::add);
          Todo todo = queue.map(this::offer).orElse(Todo.LATER);
          return todo == Todo.RESTS && !QueueRecord.isDue(item, now.minus(UNSETTLED))
              ? Todo.LATER
              : todo;
        });
  }

  /** Returns whether a queue is delivered now. One of a destination that rests is remembered. */
  private Todo offer(DeliveryQueue queue) {
    if (resting.containsKey(queue)) {
      return Todo.LATER;
    }
    if (probes.holdBack(queue, pace.rests(queue.destination()))) {
      return Todo.RESTS;
    }
    return begin(queue) ? Todo.NOW : Todo.LATER;
  }

  private boolean begin(DeliveryQueue queue) {
    DestinationId destination = queue.destination();
    return (pace.isSlow(destination) ? slowQueues : queues).offer(destination, queue);
  }
}
