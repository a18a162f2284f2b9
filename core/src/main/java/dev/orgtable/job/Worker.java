package dev.orgtable.job;

import dev.orgtable.Job;
import dev.orgtable.JobId;
import dev.orgtable.OrgtableException.ClockSkew;
import dev.orgtable.PageRequest;
import dev.orgtable.dynamodb.CostListener;
import dev.orgtable.internal.Context;
import dev.orgtable.store.JobStore;
import dev.orgtable.store.Orgtable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/**
 * Does what is left to be done. Any number of workers can work on one table.
 *
 * <p>Long work: it takes open jobs by a lease, does their copies within a limit of write units, and
 * saves how far it has come, so that another worker goes on where this one stops or dies. One
 * thread works at a time: calls of {@link #runOpen} wait for each other and for the worker's own
 * threads.
 *
 * <p>Invitations, in a thread of its own, so that jobs do not wait for mail servers: with a {@link
 * Mailer} it sends the mails that are due, 4 at a time, each with a new token. A mail that failed
 * is tried again after 1 minute, then after twice as long each time, at most 6 hours, and given up
 * when its failure is permanent, after 12 attempts, or when the invitation has expired; {@link
 * dev.orgtable.Delivery} tells. A mail that was taken is sent again by a worker that has seen it so
 * for 5 minutes, unless it was noted what became of it: if a worker dies in between, an invitee may
 * get two mails, of which the later one holds the good token. A mailer must be done within those 5
 * minutes. Invitations that expired 7 days ago are removed. While this process's clock is more than
 * a minute from the engine's ({@link Orgtable#clockSkew}), nothing is done for invitations.
 *
 * <p>A lease is over when it has not changed for its length by the monotonic clock of the worker
 * that waits for it: keep a worker between calls of {@link #runOpen} rather than making one for
 * each. One that has just begun to wait takes what ended two minutes ago by a clock that is known
 * to be right.
 */
public final class Worker implements AutoCloseable {

  private static final int LISTED = 100;
  private static final int MAILS_AT_ONCE = 4;

  /** How often to look what has expired, where no mails are sent. */
  private static final Duration BETWEEN_LOOKS = Duration.ofMinutes(1);

  private final WorkerSettings settings;
  private final JobStore jobs;
  private final JobRun run;
  private final StopSignal stop = new StopSignal();
  private final ExecutorService threads;
  private final ExecutorService senders;
  private final DueWork agenda;
  private final Thread own = new Thread(this::work, "orgtable-worker");
  private final Thread invitations = new Thread(this::workOnAgenda, "orgtable-worker-invitations");
  private final Consumer<RuntimeException> failures;

  /** When it was last told that the clock is wrong, by the monotonic clock. */
  private long skewToldAt = System.nanoTime() - BETWEEN_LOOKS.toNanos();

  /**
   * Returns a new worker, which does nothing yet: {@link #start} or {@link #runOpen}.
   *
   * @param failures receives the reason why work on a job or a mail failed; it is retried
   */
  public static Worker of(
      Orgtable orgtable, WorkerSettings settings, Consumer<RuntimeException> failures) {
    return new Worker(orgtable.context(), settings, failures);
  }

  private Worker(Context context, WorkerSettings settings, Consumer<RuntimeException> failures) {
    this.settings = settings;
    this.failures = failures;
    this.threads = threads(settings.parallel(), "orgtable-worker-copies");
    this.senders = threads(MAILS_AT_ONCE, "orgtable-worker-mails");
    RateLimiter pace = new RateLimiter(settings.writeUnits());
    CostListener listener = context.connection().settings().listener();
    Context paced =
        context.with(
            report -> {
              pace.spent(report.cost().writeUnits());
              listener.answered(report);
            });
    this.jobs = new JobStore(paced);
    String name = UUID.randomUUID().toString();
    this.run = new JobRun(paced, settings, name, threads, pace, stop);
    this.agenda =
        new DueWork(
            paced,
            settings
                .mailer()
                .map(mailer -> new SendMail(paced, name, mailer, settings.mailsAnHour(), failures))
                .orElse(null),
            new Waiting<>(paced, settings.nanoTime()),
            senders,
            pace,
            stop);
    own.setDaemon(true);
    invitations.setDaemon(true);
  }

  private static ExecutorService threads(int count, String name) {
    return Executors.newFixedThreadPool(
        count,
        task -> {
          Thread thread = new Thread(task, name);
          thread.setDaemon(true);
          return thread;
        });
  }

  /** Begins to look for what is to be done, in threads of its own, until it is closed. */
  public Worker start() {
    own.start();
    invitations.start();
    return this;
  }

  private void workOnAgenda() {
    Duration pause =
        settings.mailer().isPresent() || settings.poll().compareTo(BETWEEN_LOOKS) > 0
            ? settings.poll()
            : BETWEEN_LOOKS;
    try {
      while (!stop.isDemanded()) {
        attend();
        stop.sleep(pause);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Reports a wrong clock once a minute. */
  private void attend() throws InterruptedException {
    try {
      agenda.turn();
    } catch (ClockSkew e) {
      long now = System.nanoTime();
      if (now - skewToldAt >= BETWEEN_LOOKS.toNanos()) {
        skewToldAt = now;
        failed(e);
      }
    } catch (RuntimeException e) {
      failed(e);
    }
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
      List<JobId> open = open();
      run.waitFor(open);
      for (JobId id : open) {
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
   * Works on all open jobs that can be had, in this thread, until none is left, and then on what is
   * due for invitations: for a program that has no thread to spare, or a function that is called by
   * a timer.
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
    while (agenda.turn() > 0) {
      stop.check();
    }
    return ended;
  }

  /**
   * Stops after the copies that are being done and the mails that are being sent, gives the lease
   * up, and waits for that.
   */
  @Override
  public void close() {
    stop.demand();
    boolean interrupted = await(own);
    interrupted = await(invitations) || interrupted;
    threads.shutdown();
    senders.shutdown();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits for the end of a thread; returns whether this one was interrupted meanwhile. */
  private static boolean await(Thread thread) {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    return interrupted;
  }
}
