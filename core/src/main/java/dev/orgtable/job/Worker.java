package dev.orgtable.job;

import static java.util.Comparator.naturalOrder;

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
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs background work. Any number of workers can work on one table.
 *
 * <p><b>Jobs.</b> A worker leases open jobs, processes their copies within a limit of write units
 * per second, and saves the progress, so that another worker can continue where this one stops or
 * dies. One thread works on jobs at a time: calls of {@link #runOpen} wait for each other and for
 * the worker's own threads.
 *
 * <p><b>Invitations.</b> A second thread, so that jobs do not wait for mail servers, sends due
 * mails with a {@link Mailer}, 4 at a time, each with a new token. A failed mail is retried with
 * exponential backoff, after 1 minute at first and at most 6 hours, and is given up after a
 * permanent failure, after 12 attempts, or when the invitation has expired; see {@link
 * dev.orgtable.Delivery}. The lease of a mail is 5 minutes, within which a mailer must return. If a
 * worker dies before it has recorded the result, another one sends the mail again after the lease;
 * an invitee may then get two mails, and the token in the later one is valid. Invitations are
 * removed 7 days after their expiry. While the local clock differs from the engine's by more than a
 * minute ({@link Orgtable#clockSkew}), invitations are not processed.
 *
 * <p><b>Events.</b> A third thread queues new events for their destinations, and delivers what is
 * due for the subscribers of this worker ({@link EventSubscriber}), in threads of their own: those
 * of a log in order, 4 logs of a subscriber or an endpoint at once; of an endpoint whose answers
 * take longer than 5 seconds, one log at a time. What is queued is not limited by {@link
 * WorkerSettings#writeUnits}.
 *
 * <p><b>Leases.</b> A lease has expired when the waiting worker has seen it unchanged for its
 * length, by the monotonic clock. So keep one worker for several calls of {@link #runOpen} rather
 * than creating one for each. If the local clock is known to be right, a worker also takes a lease
 * that ended two minutes ago. A worker is the holder of its leases: a process that may be copied,
 * such as one that is restored from a snapshot, creates its worker afterwards.
 */
public final class Worker implements AutoCloseable {

  private static final int LISTED = 100;
  private static final int MAILS_AT_ONCE = 4;
  private static final int FAN_OUTS_AT_ONCE = 4;

  /** Of these, subscribers, which may be slow, take at most 40: 4 for each of 10. */
  private static final int DELIVERIES_AT_ONCE = 64;

  private static final int SLOW_DELIVERIES_AT_ONCE = 8;

  /** The interval of looking for expired invitations if no mails are sent. */
  private static final Duration POLL_INTERVAL = Duration.ofMinutes(1);

  private final WorkerSettings settings;
  private final JobStore jobs;
  private final JobRun run;
  private final StopSignal stop = new StopSignal();
  private final ExecutorService threads;
  private final ExecutorService senders;
  private final ExecutorService fanOuts;
  private final ExecutorService deliveries;
  private final ExecutorService slowDeliveries;
  private final DueWork dueWork;
  private final DeliveryWork deliveryWork;
  private final Thread own = new Thread(this::pollJobs, "orgtable-worker");
  private final Thread invitations = new Thread(this::pollDue, "orgtable-worker-invitations");
  private final Thread events = new Thread(this::pollEvents, "orgtable-worker-events");
  private final Consumer<RuntimeException> failures;

  /** The open jobs when this worker last looked; null before. */
  private volatile @Nullable OpenJobs seen;

  /** When a wrong clock was last reported, on the monotonic clock. */
  private long skewReportedAt = System.nanoTime() - POLL_INTERVAL.toNanos();

  /**
   * Returns a new worker, which is idle until {@link #start} or {@link #runOpen}.
   *
   * @param failures receives failures of jobs and mails, which are retried; of an unexpected
   *     exception of a mailer only the class and the stack trace, since its message may have the
   *     token
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
    RateLimiter limiter = new RateLimiter(settings.writeUnits());
    CostListener listener = context.connection().settings().listener();
    Context paced =
        context.with(
            CostListener.all(List.of(report -> limiter.use(report.cost().writeUnits()), listener)));
    this.jobs = new JobStore(paced);
    String name = UUID.randomUUID().toString();
    this.run = new JobRun(paced, settings, name, threads, limiter, stop);
    this.dueWork =
        new DueWork(
            paced,
            settings
                .mailer()
                .map(mailer -> new SendMail(paced, name, mailer, settings.mailsAnHour(), failures))
                .orElse(null),
            new LeaseWatch<>(paced, settings.nanoTime()),
            senders,
            limiter,
            stop);
    this.fanOuts = threads(FAN_OUTS_AT_ONCE, "orgtable-worker-queueing");
    this.deliveries = threads(DELIVERIES_AT_ONCE, "orgtable-worker-deliveries");
    this.slowDeliveries = threads(SLOW_DELIVERIES_AT_ONCE, "orgtable-worker-slow-deliveries");
    this.deliveryWork =
        new DeliveryWork(
            context, settings, name, fanOuts, deliveries, slowDeliveries, stop, this::failed);
    events.setDaemon(true);
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

  /** Starts polling for work in the worker's own threads, until it is closed. */
  public Worker start() {
    own.start();
    invitations.start();
    events.start();
    return this;
  }

  private void pollEvents() {
    try {
      while (!stop.isDemanded()) {
        if (!processEvents()) {
          stop.sleep(settings.poll());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Queues and delivers events; returns whether there were new ones. */
  private boolean processEvents() throws InterruptedException {
    try {
      return deliveryWork.process();
    } catch (RuntimeException e) {
      failed(e);
      return false;
    }
  }

  private void pollDue() {
    Duration pause =
        settings.mailer().isPresent() || settings.poll().compareTo(POLL_INTERVAL) > 0
            ? settings.poll()
            : POLL_INTERVAL;
    try {
      while (!stop.isDemanded()) {
        processDue();
        stop.sleep(pause);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Processes what is due for invitations. Reports a wrong clock at most once a minute. */
  private void processDue() throws InterruptedException {
    try {
      dueWork.processDue();
    } catch (ClockSkew e) {
      long now = System.nanoTime();
      if (now - skewReportedAt >= POLL_INTERVAL.toNanos()) {
        skewReportedAt = now;
        failed(e);
      }
    } catch (RuntimeException e) {
      failed(e);
    }
  }

  private void pollJobs() {
    try {
      while (!stop.isDemanded()) {
        if (!runOpenOnce()) {
          stop.sleep(settings.poll());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Runs a slice of each open job; returns whether any ran without failure. */
  private boolean runOpenOnce() throws InterruptedException {
    try {
      boolean any = false;
      List<JobId> open = open();
      run.waitFor(open);
      for (JobId id : open) {
        any |= tryRun(id);
      }
      return any;
    } catch (RuntimeException e) {
      failed(e);
      return false;
    }
  }

  private boolean tryRun(JobId id) throws InterruptedException {
    try {
      return run(id) != JobRun.End.NOT_LEASED;
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
    return run.runSlice(id);
  }

  private List<JobId> open() {
    List<Job> open = new ArrayList<>();
    Optional<PageRequest> next = Optional.of(PageRequest.first(LISTED));
    while (next.isPresent()) {
      PageRequest request = next.get();
      var page = jobs.list(Job.State.OPEN, request);
      open.addAll(page.items());
      next = page.next().map(request::at);
    }
    seen = new OpenJobs(open.size(), open.stream().map(Job::startedAt).min(naturalOrder()));
    return open.stream().map(Job::id).toList();
  }

  /**
   * Returns the open jobs as of this worker's last poll, at each {@link WorkerSettings#poll}; empty
   * if it has not looked yet. Sends no requests.
   */
  public Optional<OpenJobs> openJobs() {
    return Optional.ofNullable(seen);
  }

  /**
   * Returns the deliveries of events as of this worker's last poll, at each {@link
   * WorkerSettings#poll}; empty if it has not looked yet. Sends no requests.
   */
  public Optional<OpenDeliveries> openDeliveries() {
    return deliveryWork.seen();
  }

  /**
   * Completes all open jobs that no other worker has leased, and then processes the due entries of
   * invitations, and the events that are to be delivered. It runs in the calling thread, for
   * programs without a background thread, such as scheduled functions.
   *
   * @return the number of jobs completed
   * @throws InterruptedException if the worker is closed or the thread interrupted; the progress is
   *     saved
   * @throws dev.orgtable.OrgtableException if a job fails; the progress is saved
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
    while (dueWork.processDue() > 0) {
      stop.check();
    }
    deliveryWork.processAll();
    return ended;
  }

  /**
   * Finishes the copies and mails in progress, releases the lease, and waits until the worker's
   * threads have stopped, but for mails no longer than {@link WorkerSettings#shutdownTimeout}. A
   * mailer that has not returned by then is reported as a failure. Its mail stays leased, so that
   * no other worker sends it meanwhile; unless the result is still recorded, it is sent again when
   * the lease has expired.
   */
  @Override
  public void close() {
    long end = System.nanoTime() + settings.shutdownTimeout().toNanos();
    stop.demand();
    boolean interrupted = await(own);
    interrupted = await(events) || interrupted;
    interrupted = awaitMails(end) || interrupted;
    boolean delivered = awaitDeliveries(end);
    threads.shutdown();
    senders.shutdown();
    fanOuts.shutdown();
    deliveries.shutdown();
    slowDeliveries.shutdown();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    if (invitations.isAlive()) {
      failures.accept(unfinished());
    }
    if (!delivered) {
      failures.accept(
          new IllegalStateException(
              "events are still being delivered; they are delivered again, later"));
    }
  }

  /** Waits for deliveries until a time; returns whether they ended. */
  private boolean awaitDeliveries(long end) {
    try {
      return deliveryWork.await(Duration.ofNanos(Math.max(1, end - System.nanoTime())));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Waits for the end of a thread; returns whether the calling thread was interrupted. */
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

  /** Waits for mails until a time; returns whether the calling thread was interrupted. */
  private boolean awaitMails(long end) {
    boolean interrupted = false;
    for (long left = end - System.nanoTime();
        invitations.isAlive() && left > 0;
        left = end - System.nanoTime()) {
      try {
        TimeUnit.NANOSECONDS.timedJoin(invitations, left);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    return interrupted;
  }

  private RuntimeException unfinished() {
    RuntimeException unfinished =
        new IllegalStateException(
            "mails may still be in progress %s after the shutdown began; one whose result is not"
                    .formatted(settings.shutdownTimeout())
                + " recorded is sent again, after 5 minutes at the earliest");
    unfinished.setStackTrace(new StackTraceElement[0]);
    return unfinished;
  }
}
