package dev.orgtable.job;

import dev.orgtable.dynamodb.Change;
import dev.orgtable.dynamodb.Condition;
import dev.orgtable.dynamodb.ConflictException;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.Transaction;
import dev.orgtable.internal.Context;
import dev.orgtable.internal.delivery.DeliveryQueue;
import dev.orgtable.internal.delivery.QueueRecord;
import dev.orgtable.internal.record.Refusals;
import dev.orgtable.internal.record.StoredLease;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The lease of a queue while a worker delivers it: each write has the condition that it is held.
 */
final class QueueLease {

  /** The lease is renewed after this part of its length: a delivery takes up to 20 seconds. */
  private static final int RENEWED_IN = 6;

  private final Context context;
  private final String worker;
  private final Duration length;
  private final LongSupplier nanoTime;
  private final DeliveryQueue queue;
  private final Item read;
  private StoredLease lease;
  private long renewAt;

  /**
   * Creates a lease that is not taken yet.
   *
   * @param read the record of the queue
   */
  QueueLease(
      Context context, String worker, WorkerSettings settings, DeliveryQueue queue, Item read) {
    this.context = context;
    this.worker = worker;
    this.length = settings.lease();
    this.nanoTime = settings.nanoTime();
    this.queue = queue;
    this.read = read;
    this.lease = next(QueueRecord.held(read).map(StoredLease::until).orElse(0L));
    this.renewAt = nextRenewal();
  }

  /** Returns the lease as it is stored. */
  StoredLease stored() {
    return lease;
  }

  /** Takes the lease, unless the record has changed since it was read. */
  void take() {
    write("worker.leaseQueue", QueueRecord.take(new Change(), lease), QueueRecord.heldAsRead(read));
  }

  boolean isRenewalDue() {
    return nanoTime.getAsLong() - renewAt >= 0;
  }

  /** Makes sure, after some time, that the lease is still held, before what has no condition. */
  void hold() {
    if (isRenewalDue()) {
      renew(new Change());
    }
  }

  /** Renews the lease, and makes another change. */
  void renew(Change other) {
    long renewal = nextRenewal();
    StoredLease longer = next(lease.until());
    write("worker.renewQueue", QueueRecord.take(other, longer));
    lease = longer;
    renewAt = renewal;
  }

  private StoredLease next(long before) {
    return new StoredLease(
        Optional.of(worker), StoredLease.end(context.trustedNow().plus(length), before));
  }

  private long nextRenewal() {
    return nanoTime.getAsLong() + length.dividedBy(RENEWED_IN).toNanos();
  }

  /**
   * Gives the lease back until the next attempt, after one that failed; if that was asked for
   * meanwhile, it is now.
   */
  void pause(Change failed, Instant now, Duration pause) {
    String name = "worker.deferQueue";
    try {
      Change later = QueueRecord.release(failed, now.plus(pause));
      write(name, later, QueueRecord.holdingUnasked(lease));
    } catch (ConflictException e) {
      write(name, QueueRecord.release(failed, now));
    }
  }

  /** Changes the record of the queue. */
  void write(String name, Change change) {
    write(name, change, QueueRecord.holding(lease));
  }

  private void write(String name, Change change, Condition condition) {
    context.write(
        name,
        new Transaction()
            .update(QueueRecord.key(queue), change, condition, Refusals.changed())
            .silent());
  }
}
