package dev.orgtable.store;

import dev.orgtable.Job;
import dev.orgtable.JobId;
import dev.orgtable.PageRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/**
 * Does long work: takes open jobs by a lease, does their copies within a limit of write units, and
 * saves how far it has come, so that another worker goes on where this one stops or dies. Any
 * number of workers can work on one table. One thread works at a time: calls of {@link #runOpen}
 * wait for each other and for the worker's own thread.
 */
public final class Worker implements AutoCloseable {

  private static final int LISTED = 100;

  private final WorkerSettings settings;
  private final JobStore jobs;
  private final JobRun run;
  private final Stop stop = new Stop();
  private final ExecutorService threads;
  private final Thread own = new Thread(this::work, "orgtable-worker");
  private final Consumer<RuntimeException> failures;

  /**
   * Makes a worker.
   *
   * @param failures is told why a turn failed; the job is taken up again
   */
  Worker(Connection connection, WorkerSettings settings, Consumer<RuntimeException> failures) {
    this.settings = settings;
    this.failures = failures;
    this.threads =
        Executors.newFixedThreadPool(
            settings.parallel(),
            task -> {
              Thread thread = new Thread(task, "orgtable-worker-copies");
              thread.setDaemon(true);
              return thread;
            });
    Pace pace = new Pace(settings.writeUnits());
    Optional<CostListener> told = connection.settings().costs();
    Connection paced =
        connection.with(
            connection
                .settings()
                .withCosts(
                    cost -> {
                      pace.spent(cost.writeUnits());
                      told.ifPresent(listener -> listener.used(cost));
                    }));
    this.jobs = new JobStore(paced);
    this.run = new JobRun(paced, settings, UUID.randomUUID().toString(), threads, pace, stop);
    own.setDaemon(true);
  }

  /** Begins to look for open jobs, in a thread of its own, until it is closed. */
  public Worker start() {
    own.start();
    return this;
  }

  private void work() {
    try {
      while (!stop.isDemanded()) {
        if (!look()) {
          stop.sleep(settings.poll());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Gives each open job a turn; returns whether any had one that did not fail. */
  private boolean look() throws InterruptedException {
    try {
      boolean any = false;
      for (JobId id : open()) {
        any |= turn(id);
      }
      return any;
    } catch (RuntimeException e) {
      failed(e);
      return false;
    }
  }

  private boolean turn(JobId id) throws InterruptedException {
    try {
      return run(id) != JobRun.End.NOT_HAD;
    } catch (RuntimeException e) {
      failed(e);
      return false;
    }
  }

  private void failed(RuntimeException e) {
    if (!stop.isDemanded()) {
      failures.accept(e);
    }
  }

  private synchronized JobRun.End run(JobId id) throws InterruptedException {
    return run.turn(id);
  }

  private List<JobId> open() {
    List<JobId> open = new ArrayList<>();
    Optional<PageRequest> next = Optional.of(PageRequest.first(LISTED));
    while (next.isPresent()) {
      PageRequest request = next.get();
      var page = jobs.list(Job.State.OPEN, request);
      page.items().forEach(job -> open.add(job.id()));
      next = page.next().map(request::at);
    }
    return open;
  }

  /**
   * Works on all open jobs that can be had, in this thread, until none is left: for a program that
   * has no thread to spare, or a function that is called by a timer.
   *
   * @return how many jobs ended
   * @throws InterruptedException if the worker is closed or the thread interrupted; what was done
   *     is saved
   * @throws dev.orgtable.OrgtableException if a turn fails; what was done is saved
   */
  public int runOpen() throws InterruptedException {
    int ended = 0;
    boolean more = true;
    while (more) {
      more = false;
      for (JobId id : open()) {
        JobRun.End end = run(id);
        ended += end == JobRun.End.DONE ? 1 : 0;
        more |= end == JobRun.End.UNFINISHED;
      }
    }
    return ended;
  }

  /** Stops after the copies that are being done, gives the lease up, and waits for that. */
  @Override
  public void close() {
    stop.demand();
    boolean interrupted = false;
    while (own.isAlive()) {
      try {
        own.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    threads.shutdown();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
