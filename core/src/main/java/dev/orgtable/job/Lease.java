package dev.orgtable.job;

import dev.orgtable.dynamodb.ConflictException;
import dev.orgtable.dynamodb.Transaction;
import dev.orgtable.internal.Context;
import dev.orgtable.internal.record.JobRecord;
import dev.orgtable.internal.record.StoredLease;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * A worker's lease of one job. Every thread that works on the job renews it once a third has
 * passed, so that a page of copies may take longer than the lease.
 */
final class Lease {

  private static final int RENEWED_IN = 3;

  private final Context context;
  private final StopSignal stop;
  private final String worker;
  private final Duration length;
  private final LongSupplier nanoTime;
  private final JobRecord taken;
  private long renewAt;
  private long last;
  private boolean lost;

  Lease(Context context, StopSignal stop, String worker, WorkerSettings settings, JobRecord taken) {
    this.context = context;
    this.stop = stop;
    this.worker = worker;
    this.length = settings.lease();
    this.nanoTime = settings.nanoTime();
    this.taken = taken;
    this.renewAt = nanoTime.getAsLong() + third().toNanos();
  }

  private Duration third() {
    return length.dividedBy(RENEWED_IN);
  }

  /**
   * Renews the lease if a third of it has passed.
   *
   * @throws ConflictException if another worker has taken the lease, or the job is done
   */
  synchronized void renewIfDue() {
    if (lost) {
      throw new ConflictException();
    }
    if (nanoTime.getAsLong() - renewAt >= 0) {
      write(taken.renew(worker, until()));
    }
  }

  /** Renews the lease and saves the progress of the job. */
  synchronized void save(JobRecord job) {
    write(job.save(worker, until()));
  }

  /**
   * Returns the next end. It always changes, so that waiting workers notice the renewal even if the
   * clock stands still.
   */
  private long until() {
    last = StoredLease.end(context.now().plus(length), last);
    return last;
  }

  private void write(Transaction renewal) {
    long next = nanoTime.getAsLong() + third().toNanos();
    try {
      context.write("worker.renewLease", renewal);
      renewAt = next;
    } catch (ConflictException e) {
      lost = true;
      throw e;
    }
  }

  /**
   * Sleeps while renewing the lease.
   *
   * @throws InterruptedException if the worker is stopped
   */
  void sleep(Duration time) throws InterruptedException {
    long left = time.toMillis();
    while (left > 0) {
      long piece = Math.min(left, third().toMillis());
      stop.sleep(Duration.ofMillis(piece));
      left -= piece;
      renewIfDue();
    }
  }
}
