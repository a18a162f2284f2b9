package dev.orgtable.job;

import dev.orgtable.dynamodb.Change;
import dev.orgtable.dynamodb.ConflictException;
import dev.orgtable.dynamodb.Consistency;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.Key;
import dev.orgtable.dynamodb.Transaction;
import dev.orgtable.event.Event;
import dev.orgtable.event.EventId;
import dev.orgtable.internal.Context;
import dev.orgtable.internal.delivery.DeliveryEntry.State;
import dev.orgtable.internal.delivery.DeliveryQueue;
import dev.orgtable.internal.delivery.Outcome;
import dev.orgtable.internal.delivery.QueueRecord;
import dev.orgtable.internal.delivery.Receiver;
import dev.orgtable.internal.delivery.Sender;
import dev.orgtable.internal.delivery.WaitingRecord;
import dev.orgtable.internal.event.EventRecord;
import dev.orgtable.internal.record.Conditions;
import dev.orgtable.internal.record.Layout;
import dev.orgtable.internal.record.Refusals;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Delivers the events of one queue, one after the other, under a lease. What was delivered is noted
 * once for each record of waiting events, and whenever the lease is renewed: after a crash, the
 * events since then are delivered again, from the first of them on.
 */
final class QueueRun {

  /** The maximum number of records of waiting events of one run, so that every queue has a turn. */
  private static final int MOST_RECORDS = 40;

  /** After this time, a run ends with the delivery that is under way. */
  private static final Duration TURN = Duration.ofSeconds(10);

  private static final int PAGE = 10;

  private static final Duration LONGEST_PAUSE = Duration.ofHours(24);
  private static final Duration AFTER_END = Duration.ofSeconds(5);

  /** The pause after an attempt that said nothing about the receiver. */
  private static final Duration UNABLE = Duration.ofMinutes(1);

  private final Context context;
  private final StopSignal stop;
  private final LongSupplier nanoTime;
  private final DeliveryQueue queue;
  private final Sender sender;
  private final Pace pace;
  private final long turnEnds;

  /** Whether an event was attempted, so that each run makes progress. */
  private boolean hasAttempted;

  /** The record of the queue as last read. */
  private Item read;

  private final QueueLease lease;
  private final QueueLog log;
  private int attempts;
  private @Nullable Instant failingSince;

  private QueueRun(
      Context context,
      StopSignal stop,
      String worker,
      WorkerSettings settings,
      DeliveryQueue queue,
      Sender sender,
      Pace pace,
      Item read) {
    this.context = context;
    this.stop = stop;
    this.nanoTime = settings.nanoTime();
    this.queue = queue;
    this.sender = sender;
    this.pace = pace;
    this.turnEnds = nanoTime.getAsLong() + TURN.toNanos();
    this.read = read;
    this.lease = new QueueLease(context, worker, settings, queue, read);
    this.log = new QueueLog(context, queue);
    this.attempts = QueueRecord.attempts(read);
    this.failingSince = QueueRecord.failingSince(read).orElse(null);
  }

  /**
   * Delivers what waits in a queue, if it is due and no other worker holds its lease.
   *
   * @param pace is told of each attempt
   * @throws InterruptedException if the worker is stopped; what was delivered is noted
   * @throws NotMade if an attempt could not be made
   */
  static QueueEnd run(
      Context context,
      StopSignal stop,
      String worker,
      WorkerSettings settings,
      LeaseWatch<DeliveryQueue> leases,
      DeliveryQueue queue,
      Sender sender,
      Pace pace)
      throws InterruptedException {
    stop.check();
    Optional<Item> found =
        context.observe(
            "worker.readQueue", table -> table.get(QueueRecord.key(queue), Consistency.STRONG));
    if (found.isEmpty() || !QueueRecord.isDue(found.get(), context.trustedNow())) {
      return QueueEnd.NOT_DUE;
    }
    if (QueueRecord.held(found.get())
        .filter(lease -> !leases.isOver(queue, lease, settings.lease()))
        .isPresent()) {
      return QueueEnd.HELD;
    }
    QueueRun run = new QueueRun(context, stop, worker, settings, queue, sender, pace, found.get());
    try {
      run.lease.take();
      return run.deliver();
    } catch (ConflictException e) {
      // Another worker was faster, or has taken the lease, since this one was too slow.
      return QueueEnd.HELD;
    }
  }

  private QueueEnd deliver() throws InterruptedException {
    int records = 0;
    while (records < MOST_RECORDS && !isTurnOver()) {
      List<Item> waiting =
          context
              .observe(
                  "worker.listWaiting", table -> table.query(WaitingRecord.list(queue).limit(PAGE)))
              .items();
      if (waiting.isEmpty() && finish()) {
        return QueueEnd.DONE;
      }
      for (Item each : waiting) {
        QueueEnd end = deliver(each);
        if (end != null) {
          return end;
        }
      }
      records += PAGE;
    }
    lease.write("worker.releaseQueue", QueueRecord.release(new Change(), context.trustedNow()));
    return QueueEnd.UNFINISHED;
  }

  /** Reports an attempt that could not be made. The queue is due later. */
  static final class NotMade extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    private NotMade(String message) {
      super(message);
    }
  }

  private boolean isTurnOver() {
    return hasAttempted && nanoTime.getAsLong() - turnEnds >= 0;
  }

  /**
   * Removes the record of the queue, unless something was added since it was read: before the read
   * that found nothing.
   *
   * @return whether it was removed
   */
  private boolean finish() {
    Key key = QueueRecord.key(queue);
    try {
      context.write(
          "worker.endQueue",
          new Transaction()
              .delete(key, QueueRecord.drained(lease.stored(), read), Refusals.changed())
              .silent());
      return true;
    } catch (ConflictException e) {
      read =
          context
              .observe("worker.readQueue", table -> table.get(key, Consistency.STRONG))
              .filter(now -> QueueRecord.held(now).equals(Optional.of(lease.stored())))
              .orElseThrow(() -> e);
      return false;
    }
  }

  /** The receiver and the events of a record of waiting events; no receiver, no events. */
  private record Batch(Optional<Receiver> receiver, Map<Key, Item> events) {}

  /** Delivers the events of a record, and removes it; or returns the end, the lease given back. */
  private @Nullable QueueEnd deliver(Item waiting) throws InterruptedException {
    List<EventId> ids = WaitingRecord.events(waiting);
    if (ids.isEmpty()) {
      throw Layout.unreadable(waiting.key());
    }
    Batch batch =
        context.observe(
            "worker.readEvents",
            table -> {
              Optional<Receiver> receiver = sender.find(table, queue.destination(), queue.log());
              return new Batch(
                  receiver,
                  receiver.isEmpty()
                      ? Map.of()
                      : table.getAny(WaitingRecord.keys(waiting), Consistency.STRONG));
            });
    Optional<Receiver> receiver = batch.receiver();
    if (receiver.isEmpty()) {
      pace.forget(queue.destination());
    }
    int first = Math.max(0, QueueRecord.next(read, waiting).map(ids::indexOf).orElse(0));
    for (EventId id : ids.subList(first, ids.size())) {
      if (stop.isDemanded() || isTurnOver()) {
        giveBack("worker.releaseQueue", waiting, id, Duration.ZERO);
        stop.check();
        return QueueEnd.UNFINISHED;
      }
      if (lease.isRenewalDue()) {
        lease.hold();
        log.write();
        lease.renew(place(waiting, id));
        receiver = find();
      }
      Item stored = batch.events().get(EventRecord.key(queue.log(), id));
      if (receiver.isPresent() && !deliver(receiver.get(), id, stored, waiting)) {
        return QueueEnd.DONE;
      }
    }
    remove(waiting);
    return null;
  }

  private Optional<Receiver> find() {
    return context.observe(
        "worker.readReceiver", table -> sender.find(table, queue.destination(), queue.log()));
  }

  /**
   * Removes a record, on condition that it has the events that were delivered: after the queue was
   * drained by another worker, a new record may have its number.
   */
  private void remove(Item waiting) {
    lease.hold();
    log.write();
    try {
      context.write(
          "worker.removeDelivered",
          new Transaction()
              .delete(waiting.key(), Conditions.same(waiting), Refusals.changed())
              .silent());
    } catch (ConflictException e) {
      // It is gone. Another worker removed it only if it has taken the lease.
      lease.renew(new Change());
    }
  }

  /** Notes what was delivered, and gives the lease back; the queue is due after a pause. */
  private void giveBack(String name, Item waiting, EventId next, Duration pause) {
    lease.hold();
    log.write();
    Instant due = context.trustedNow().plus(pause);
    lease.write(name, QueueRecord.release(place(waiting, next), due));
  }

  /** Returns the change that notes which event comes next, and how often it was attempted. */
  private Change place(Item waiting, EventId next) {
    return QueueRecord.attempted(QueueRecord.continueWith(new Change(), waiting, next), attempts);
  }

  /**
   * Delivers an event.
   *
   * @param stored the event; null if it is kept no more
   * @return false if it is to be attempted again
   */
  private boolean deliver(Receiver receiver, EventId id, @Nullable Item stored, Item waiting) {
    if (stored == null) {
      log.add(id, State.FAILED, attempts, 0, 0, "the event is kept no more");
      attempts = 0;
      return true;
    }
    if (!receiver.wants(id)) {
      attempts = 0;
      return true;
    }
    Event event = EventRecord.from(stored).orElseThrow(() -> unreadable(stored, waiting, id));
    if (!receiver.isEnabled()) {
      pace.forget(queue.destination());
      String why = QueueRecord.error(read);
      log.giveUp(id, attempts, why.isEmpty() ? "disabled" : "disabled: " + why);
      attempts = 0;
      return true;
    }
    if (failingSince != null && receiver.countsFrom().isAfter(failingSince)) {
      succeeded();
    }
    hasAttempted = true;
    long begun = nanoTime.getAsLong();
    Outcome outcome = receiver.deliver(event, attempts + 1);
    pace.attempted(queue.destination(), outcome, Duration.ofNanos(nanoTime.getAsLong() - begun));
    if (outcome instanceof Outcome.Unable unable) {
      throw deferred(unable, waiting, id);
    }
    attempts++;
    if (!(outcome instanceof Outcome.Delivered delivered)) {
      return failed(receiver, id, outcome, waiting);
    }
    long millis = delivered.took().toMillis();
    log.add(id, State.DELIVERED, attempts, delivered.status(), millis, delivered.note());
    succeeded();
    return true;
  }

  /** Gives the lease back for a while, so that no event before this one arrives again. */
  private RuntimeException unreadable(Item event, Item waiting, EventId id) {
    giveBack("worker.deferQueue", waiting, id, UNABLE);
    return Layout.unreadable(event.key());
  }

  /** Ends a time of failures, after a success or if they count no more. */
  private void succeeded() {
    if (failingSince != null) {
      failingSince = null;
      lease.renew(QueueRecord.succeeded(new Change()));
    }
    attempts = 0;
  }

  /**
   * Gives the lease back for a while, without counting an attempt.
   *
   * @return the reason, to be reported
   */
  private NotMade deferred(Outcome.Unable unable, Item waiting, EventId id) {
    log.add(
        id, State.RETRIED, attempts, unable.status(), unable.took().toMillis(), unable.reason());
    giveBack("worker.deferQueue", waiting, id, UNABLE);
    return new NotMade(queue.destination() + ": " + unable.report());
  }

  /**
   * Notes a failure, and gives the lease back until the next attempt; or gives the event up, if the
   * receiver accepts others.
   *
   * @return whether the event was given up
   */
  private boolean failed(Receiver receiver, EventId event, Outcome outcome, Item waiting) {
    lease.hold();
    Instant now = context.trustedNow();
    Instant since = failingSince == null ? now : failingSince;
    String reason = reason(outcome);
    Duration failing = Duration.between(since, now);
    // Of a destination of many queues, each one is attempted rarely.
    int inARow = Math.max(attempts, pace.failures(queue.destination()));
    boolean givenUp =
        context.clockAgrees() && queue.destination().kind().isGivenUpAfter(failing, inARow);
    Duration pause = pause(outcome, failing);
    if (outcome instanceof Outcome.Gone) {
      receiver.disable(reason);
      pause = AFTER_END;
    } else if (givenUp && !log.hasDeliveredSince(since)) {
      receiver.disable("failed since " + since + ": " + reason);
      pause = AFTER_END;
    } else if (givenUp && queue.destination().kind().isGivenUpAfter(failing, attempts)) {
      log.add(event, State.FAILED, attempts, outcome.status(), outcome.took().toMillis(), reason);
      attempts = 0;
      return true;
    }
    log.add(event, State.RETRIED, attempts, outcome.status(), outcome.took().toMillis(), reason);
    log.write();
    Change place = QueueRecord.continueWith(new Change(), waiting, event);
    lease.pause(QueueRecord.failed(place, attempts, since, reason), now, pause);
    return false;
  }

  private static String reason(Outcome outcome) {
    if (outcome instanceof Outcome.Gone gone) {
      return gone.reason();
    }
    return outcome instanceof Outcome.Failed failed ? failed.reason() : "";
  }

  private Duration pause(Outcome outcome, Duration failing) {
    Duration usual = queue.destination().kind().pauseAfter(attempts, failing);
    Duration asked = outcome instanceof Outcome.Failed failed ? failed.retryAfter() : null;
    if (asked == null || asked.compareTo(usual) <= 0) {
      return usual;
    }
    return asked.compareTo(LONGEST_PAUSE) < 0 ? asked : LONGEST_PAUSE;
  }
}
