package dev.orgtable.store;

import dev.orgtable.JobId;
import dev.orgtable.store.Refusal.Changed;
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

/** One worker's turn at one job: some pages of copies, as long as the lease is its own. */
final class JobRun {

  /** How many copies are done before the place is saved. */
  private static final int PAGE = 100;

  /** After how many pages another job has its turn. */
  private static final int TURN = 10;

  private final Connection connection;
  private final WorkerSettings settings;
  private final String worker;
  private final ExecutorService threads;
  private final Pace pace;
  private final Stop stop;
  private final Waiting<JobId> waiting;

  JobRun(
      Connection connection,
      WorkerSettings settings,
      String worker,
      ExecutorService threads,
      Pace pace,
      Stop stop) {
    this.connection = connection;
    this.settings = settings;
    this.worker = worker;
    this.threads = threads;
    this.pace = pace;
    this.stop = stop;
    this.waiting = new Waiting<>(connection, settings.nanoTime());
  }

  /** How a turn ended. */
  enum End {
    /** Another worker has the job, or it is done. */
    NOT_HAD,
    /** There is more to do. */
    UNFINISHED,
    /** The last copy is done. */
    DONE
  }

  /**
   * Has a turn.
   *
   * @throws InterruptedException if the worker is to stop; the lease is given up
   */
  End turn(JobId id) throws InterruptedException {
    if (!take(id)) {
      return End.NOT_HAD;
    }
    Optional<JobRecord> taken =
        connection.open().get(JobRecord.key(id), Consistency.STRONG).flatMap(JobRecord::from);
    return taken.isPresent() ? turn(taken.get()) : End.NOT_HAD;
  }

  private boolean take(JobId id) {
    try {
      take(id, Optional.empty());
      return true;
    } catch (Changed e) {
      return e.found().flatMap(JobRecord::held).filter(held -> takeOver(id, held)).isPresent();
    }
  }

  private boolean takeOver(JobId id, Held held) {
    try {
      if (waiting.isOver(id, held, settings.lease())) {
        take(id, Optional.of(held));
        return true;
      }
      return false;
    } catch (Changed e) {
      return false;
    }
  }

  private void take(JobId id, Optional<Held> over) {
    long before = over.map(Held::until).orElse(0L);
    long until = Held.end(connection.now().plus(settings.lease()), before);
    connection.open().step(JobRecord.take(id, worker, until, over));
  }

  /** Waits for the leases of these jobs, and no longer for others. */
  void waitFor(Collection<JobId> open) {
    waiting.retain(Set.copyOf(open));
  }

  private End turn(JobRecord taken) throws InterruptedException {
    JobRecord job = taken;
    Lease lease = new Lease(connection, stop, worker, settings, taken);
    String error = "stopped";
    try {
      LongWork work = LongWork.of(job.job());
      for (int page = 0; page < TURN && job.pass() < work.passes().size(); page++) {
        stop.check();
        job = page(work, job, lease);
        lease.save(job);
      }
      if (job.pass() == work.passes().size()) {
        return end(work, job, lease);
      }
      release(job, Optional.empty());
      return End.UNFINISHED;
    } catch (Changed lost) {
      return End.NOT_HAD;
    } catch (InterruptedException e) {
      release(job, Optional.empty());
      throw e;
    } catch (RuntimeException e) {
      error = String.valueOf(e.getMessage());
      release(job, Optional.of(error));
      throw e;
    }
  }

  private JobRecord page(LongWork work, JobRecord job, Lease lease) throws InterruptedException {
    Table table = connection.open();
    Optional<LongWork.Step> step = work.step(table);
    if (step.isEmpty()) {
      return job.at(work.passes().size(), "", 0);
    }
    SliceRequest request =
        SliceRequest.of(work.partition(), work.passes().get(job.pass())).limit(PAGE);
    if (!job.after().isEmpty()) {
      request = request.after(new Key(work.partition(), job.after()).attributes());
    }
    Slice slice = table.query(request);
    copy(work, step.get(), slice.items(), lease);
    Map<String, ?> last = slice.last();
    return last.isEmpty()
        ? job.at(job.pass() + 1, "", slice.items().size())
        : job.at(job.pass(), Item.of(slice.last()).text("rng"), slice.items().size());
  }

  private void copy(LongWork work, LongWork.Step step, List<Item> items, Lease lease)
      throws InterruptedException {
    List<Callable<Boolean>> copies = new ArrayList<>();
    for (Item item : items) {
      if (RecordType.isApart(item)) {
        continue;
      }
      copies.add(
          () -> {
            stop.check();
            lease.sleep(pace.owed());
            lease.keep();
            RecordType.demandReadable(item.key(), item);
            step.copy(connection.open(), item);
            return true;
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

  /** Where one fails, those that have not begun are left; those that have are not interrupted. */
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
   * Ends the job at its source. What counts for nothing as long as the source is ending is gone,
   * but a reader may have it in one hand while the endings are on their way to the other: no longer
   * than one request takes.
   */
  private End end(LongWork work, JobRecord job, Lease lease) throws InterruptedException {
    if (work.isEnding()) {
      lease.sleep(connection.settings().attemptTimeout());
    }
    Table table = connection.open();
    Optional<Item> found = table.get(work.source(), Consistency.STRONG);
    Transaction transaction = new Transaction();
    work.end(transaction, job.job(), found, job.moves());
    job.end(transaction, worker, connection.now());
    try {
      table.step(transaction);
      return End.DONE;
    } catch (Changed e) {
      long moves = work.moves(table);
      JobRecord next = moves == job.moves() ? job : job.again(moves);
      lease.save(next);
      release(next, Optional.empty());
      return End.UNFINISHED;
    }
  }

  private void release(JobRecord job, Optional<String> error) {
    boolean interrupted = Thread.interrupted();
    try {
      connection.open().step(job.release(worker, error));
    } catch (RuntimeException e) {
      // The lease ends by itself.
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
