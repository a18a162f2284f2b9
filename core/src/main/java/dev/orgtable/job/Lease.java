package dev.orgtable.job;

import dev.orgtable.dynamodb.ConflictException;
import dev.orgtable.dynamodb.Transaction;
import dev.orgtable.internal.Context;
import dev.orgtable.internal.record.JobRecord;
import dev.orgtable.internal.record.StoredLease;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * A worker's lease of one job, once it is taken. Whoever does something for the job renews it when
 * a third of it is over, so that a page of copies may take longer than a lease.
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
   * Renews it, if it is time.
   *
   * @throws ConflictException if another worker has the job, or it is done
   */
  synchronized void keep() {
    if (lost) {
      throw new ConflictException();
    }
    if (nanoTime.getAsLong() - renewAt >= 0) {
      write(taken.renew(worker, until()));
    }
  }

  /** Renews it, and saves how far the job has come. */
  synchronized void save(JobRecord job) {
    write(job.save(worker, until()));
  }

  /** Those who wait see that it is renewed though the clock stands still. */
  private long until() {
    last = StoredLease.end(context.now().plus(length), last);
    return last;
  }

  private void write(Transaction renewal) {
    long next = nanoTime.getAsLong() + third().toNanos();
    try {
      context.open().write(renewal);
      renewAt = next;
    } catch (ConflictException e) {
      lost = true;
      throw e;
    }
  }

  /**
   * Waits, and keeps it meanwhile.
   *
   * @throws InterruptedException if the worker is to stop
   */
  void sleep(Duration time) throws InterruptedException {
    long left = time.toMillis();
    while (left > 0) {
      long piece = Math.min(left, third().toMillis());
      stop.sleep(Duration.ofMillis(piece));
      left -= piece;
      keep();
    }
  }
}
