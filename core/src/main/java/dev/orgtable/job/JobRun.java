package dev.orgtable.job;

import dev.orgtable.JobId;
import dev.orgtable.dynamodb.ConflictException;
import dev.orgtable.dynamodb.Consistency;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.ItemPage;
import dev.orgtable.dynamodb.Key;
import dev.orgtable.dynamodb.QuerySpec;
import dev.orgtable.dynamodb.Table;
import dev.orgtable.dynamodb.Transaction;
import dev.orgtable.internal.Context;
import dev.orgtable.internal.RecordTypes;
import dev.orgtable.internal.event.StoredOrigin;
import dev.orgtable.internal.record.JobRecord;
import dev.orgtable.internal.record.StoredLease;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Runs one slice of a job: some pages of copies, while the worker holds the lease. */
final class JobRun {

  /** The number of copies per page, after which the progress is saved. */
  private static final int PAGE = 100;

  /** The number of pages per slice, after which the next job runs. */
  private static final int PAGES_PER_SLICE = 10;

  private final Context context;
  private final WorkerSettings settings;
  private final String worker;
  private final ExecutorService threads;
  private final RateLimiter limiter;
  private final StopSignal stop;
  private final LeaseWatch<JobId> waiting;

  JobRun(
      Context context,
      WorkerSettings settings,
      String worker,
      ExecutorService threads,
      RateLimiter limiter,
      StopSignal stop) {
    this.context = context;
    this.settings = settings;
    this.worker = worker;
    this.threads = threads;
    this.limiter = limiter;
    this.stop = stop;
    this.waiting = new LeaseWatch<>(context, settings.nanoTime());
  }

  /** The result of a slice. */
  enum End {
    /** Another worker holds the lease, or the job is done. */
    NOT_LEASED,
    /** Some copies remain. */
    UNFINISHED,
    /** The job is done. */
    DONE
  }

  /**
   * Runs a slice of a job, if its lease is free.
   *
   * @throws InterruptedException if the worker is stopped; the lease is released
   */
  End runSlice(JobId id) throws InterruptedException {
    if (!take(id)) {
      return End.NOT_LEASED;
    }
    Optional<JobRecord> taken =
        context
            .observe("worker.readJob", table -> table.get(JobRecord.key(id), Consistency.STRONG))
            .flatMap(JobRecord::from);
    return taken.isPresent() ? runSlice(taken.get()) : End.NOT_LEASED;
  }

  private boolean take(JobId id) {
    try {
      take(id, Optional.empty());
      return true;
    } catch (ConflictException e) {
      return e.found().flatMap(JobRecord::held).filter(held -> takeOver(id, held)).isPresent();
    }
  }

  private boolean takeOver(JobId id, StoredLease held) {
    try {
      if (waiting.isOver(id, held, settings.lease())) {
        take(id, Optional.of(held));
        return true;
      }
      return false;
    } catch (ConflictException e) {
      return false;
    }
  }

  private void take(JobId id, Optional<StoredLease> over) {
    long before = over.map(StoredLease::until).orElse(0L);
    long until = StoredLease.end(context.now().plus(settings.lease()), before);
    context.write(
        over.isPresent() ? "worker.takeOverJob" : "worker.leaseJob",
        JobRecord.take(id, worker, until, over));
  }

  /** Keeps watching the leases of these jobs and forgets those of others. */
  void waitFor(Collection<JobId> open) {
    waiting.retain(Set.copyOf(open));
  }

  private End runSlice(JobRecord taken) throws InterruptedException {
    JobRecord job = taken;
    Lease lease = new Lease(context, stop, worker, settings, taken);
    try {
      BackgroundTask work = BackgroundTasks.of(job.job());
      if (work.waitsFirst() && job.pass() == 0 && job.after().isEmpty()) {
        lease.sleep(context.attemptTimeout());
      }
      for (int page = 0; page < PAGES_PER_SLICE && job.pass() < work.passes().size(); page++) {
        stop.check();
        job = page(work, job, lease);
        lease.save(job);
      }
      if (job.pass() == work.passes().size()) {
        return end(work, job, lease);
      }
      release(job, Optional.empty());
      return End.UNFINISHED;
    } catch (ConflictException lost) {
      return End.NOT_LEASED;
    } catch (InterruptedException e) {
      release(job, Optional.empty());
      throw e;
    } catch (RuntimeException e) {
      release(job, Optional.of(String.valueOf(e.getMessage())));
      throw e;
    }
  }

  private JobRecord page(BackgroundTask work, JobRecord job, Lease lease)
      throws InterruptedException {
    Optional<BackgroundTask.Step> step = context.observe("worker.readSource", work::step);
    if (step.isEmpty()) {
      return job.at(work.passes().size(), "", 0);
    }
    String partition = work.source().id();
    QuerySpec first = QuerySpec.of(partition, work.passes().get(job.pass())).limit(PAGE);
    QuerySpec request =
        job.after().isEmpty() ? first : first.after(new Key(partition, job.after()).attributes());
    ItemPage slice = context.observe("worker.readPage", table -> table.query(request));
    JobId id = job.id();
    AttributeValue startedBy = job.origin();
    copy(
        work,
        step.get(),
        slice.items(),
        context.from(() -> StoredOrigin.ofJob(id, startedBy)),
        lease);
    Map<String, ?> last = slice.last();
    return last.isEmpty()
        ? job.at(job.pass() + 1, "", slice.items().size())
        : job.at(job.pass(), Item.of(slice.last()).text("rng"), slice.items().size());
  }

  private void copy(
      BackgroundTask work, BackgroundTask.Step step, List<Item> items, Context byJob, Lease lease)
      throws InterruptedException {
    List<Callable<Boolean>> copies = new ArrayList<>();
    for (Item item : items) {
      if (RecordTypes.isForeign(item)) {
        continue;
      }
      copies.add(
          () -> {
            stop.check();
            lease.sleep(limiter.delay());
            lease.renewIfDue();
            RecordTypes.requireReadable(item.key(), item);
            return byJob.observe(
                "worker.copy",
                table -> {
                  step.copy(table, item);
                  return true;
                });
          });
    }
    if (work.parallel()) {
      awaitAll(copies.stream().map(threads::submit).toList());
    } else {
      for (Callable<Boolean> each : copies) {
        await(threads.submit(each));
      }
    }
  }

  /**
   * Waits for all copies. If one fails, those not yet started are cancelled; none is interrupted.
   */
  private static void awaitAll(List<Future<Boolean>> copies) throws InterruptedException {
    try {
      for (Future<Boolean> each : copies) {
        await(each);
      }
    } finally {
      copies.forEach(each -> each.cancel(false));
    }
  }

  private static void await(Future<Boolean> copy) throws InterruptedException {
    try {
      copy.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      if (e.getCause() instanceof InterruptedException stopped) {
        throw stopped;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  /**
   * Completes the job at its source. Before a source is removed from the tombstones, waits for the
   * time limit of one request: a reader may have read a copy before its removal and not yet the
   * tombstones.
   */
  private End end(BackgroundTask work, JobRecord job, Lease lease) throws InterruptedException {
    if (work.hasTombstone()) {
      lease.sleep(work.waitsForOperations() ? context.deadline() : context.attemptTimeout());
    }
    Optional<JobRecord> rest = context.observe("worker.endJob", table -> end(table, work, job));
    if (rest.isEmpty()) {
      return End.DONE;
    }
    lease.save(rest.get());
    release(rest.get(), Optional.empty());
    return End.UNFINISHED;
  }

  /** Returns the job with what remains of it if its source has changed; else completes it. */
  private Optional<JobRecord> end(Table table, BackgroundTask work, JobRecord job) {
    Optional<Item> found = table.get(work.source(), Consistency.STRONG);
    Transaction transaction = new Transaction().silent();
    work.end(table, transaction, job.job(), found, job.moves());
    job.end(transaction, worker, context.now());
    try {
      table.write(transaction);
      return Optional.empty();
    } catch (ConflictException e) {
      long moves = work.moves(table);
      return Optional.of(moves == job.moves() ? job : job.again(moves));
    }
  }

  private void release(JobRecord job, Optional<String> error) {
    boolean interrupted = Thread.interrupted();
    try {
      context.write("worker.releaseJob", job.release(worker, error));
    } catch (RuntimeException e) {
      // The lease expires by itself.
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
