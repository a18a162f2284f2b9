package dev.orgtable.job;

import dev.orgtable.InvalidInput;
import dev.orgtable.internal.Context;
import dev.orgtable.internal.delivery.Sender;
import dev.orgtable.webhook.WebhookKeys;
import dev.orgtable.webhook.WebhookSender;
import dev.orgtable.webhook.store.WebhookChannel;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * The settings of a {@link Worker}.
 *
 * @param writeUnits the maximum number of write units per second, 1 to 40,000
 * @param parallel the number of copies processed in parallel, 1 to 100
 * @param lease the length of the lease of a job or of a queue of events, at least 1 second; after
 *     it, another worker takes over from a dead one. Must be the same for all workers of a table,
 *     and longer than one delivery takes, for webhooks 20 seconds: else others deliver the same
 *     event again meanwhile
 * @param poll the polling interval for jobs, at least 100 ms
 * @param mailer sends the mails of invitations; if empty, mails stay due
 * @param mailsAnHour the maximum numbers of mails per hour
 * @param shutdownTimeout how long {@link Worker#close} waits for mails in progress, from 1 second
 *     to 5 minutes, the lease of a mail
 * @param subscribers code that gets events: see {@link EventSubscriber}
 * @param senders send events for the library's own modules; not part of the API
 * @param nanoTime the monotonic clock for leases, in nanoseconds; not {@link System#nanoTime} only
 *     in tests
 */
public record WorkerSettings(
    int writeUnits,
    int parallel,
    Duration lease,
    Duration poll,
    Optional<Mailer> mailer,
    MailLimits mailsAnHour,
    Duration shutdownTimeout,
    List<EventSubscriber> subscribers,
    List<Function<Context, Sender>> senders,
    LongSupplier nanoTime) {

  private static final int MOST_UNITS = 40_000;
  private static final int MOST_PARALLEL = 100;

  /**
   * 500 write units per second, 8 copies in parallel, a lease of 30 seconds, polling every second,
   * no mailer, {@link MailLimits#DEFAULT}, and 20 seconds for mails in progress at the end: most
   * platforms kill a process 30 seconds after they have told it to stop.
   */
  public static final WorkerSettings DEFAULT =
      new WorkerSettings(
          500,
          8,
          Duration.ofSeconds(30),
          Duration.ofSeconds(1),
          Optional.empty(),
          MailLimits.DEFAULT,
          Duration.ofSeconds(20),
          List.of(),
          List.of(),
          System::nanoTime);

  /**
   * Checks the ranges, and copies the lists.
   *
   * @throws InvalidInput if one is out of range
   */
  public WorkerSettings {
    subscribers = List.copyOf(subscribers);
    senders = List.copyOf(senders);
    check("writeUnits", writeUnits, MOST_UNITS);
    check("parallel", parallel, MOST_PARALLEL);
    if (lease.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new InvalidInput("lease", "must be at least 1 second");
    }
    if (poll.compareTo(Duration.ofMillis(100)) < 0) {
      throw new InvalidInput("poll", "must be at least 100 ms");
    }
    if (shutdownTimeout.compareTo(Duration.ofSeconds(1)) < 0
        || shutdownTimeout.compareTo(SendMail.LEASE) > 0) {
      throw new InvalidInput("shutdownTimeout", "must be 1 second to 5 minutes");
    }
  }

  private static void check(String name, int value, int most) {
    if (value < 1 || value > most) {
      throw new InvalidInput(name, "must be 1 to " + most);
    }
  }

  /** Returns these settings with another limit of write units per second. */
  public WorkerSettings withWriteUnits(int units) {
    return new WorkerSettings(
        units,
        parallel,
        lease,
        poll,
        mailer,
        mailsAnHour,
        shutdownTimeout,
        subscribers,
        senders,
        nanoTime);
  }

  /** Returns these settings with another number of parallel copies. */
  public WorkerSettings withParallel(int copies) {
    return new WorkerSettings(
        writeUnits,
        copies,
        lease,
        poll,
        mailer,
        mailsAnHour,
        shutdownTimeout,
        subscribers,
        senders,
        nanoTime);
  }

  /** Returns these settings with another lease. */
  public WorkerSettings withLease(Duration newLease) {
    return new WorkerSettings(
        writeUnits,
        parallel,
        newLease,
        poll,
        mailer,
        mailsAnHour,
        shutdownTimeout,
        subscribers,
        senders,
        nanoTime);
  }

  /** Returns these settings with another polling interval. */
  public WorkerSettings withPoll(Duration newPoll) {
    return new WorkerSettings(
        writeUnits,
        parallel,
        lease,
        newPoll,
        mailer,
        mailsAnHour,
        shutdownTimeout,
        subscribers,
        senders,
        nanoTime);
  }

  /** Returns these settings with a mailer. */
  public WorkerSettings withMailer(Mailer sender) {
    return new WorkerSettings(
        writeUnits,
        parallel,
        lease,
        poll,
        Optional.of(sender),
        mailsAnHour,
        shutdownTimeout,
        subscribers,
        senders,
        nanoTime);
  }

  /** Returns these settings with other limits on mails per hour. */
  public WorkerSettings withMailsAnHour(MailLimits most) {
    return new WorkerSettings(
        writeUnits,
        parallel,
        lease,
        poll,
        mailer,
        most,
        shutdownTimeout,
        subscribers,
        senders,
        nanoTime);
  }

  /** Returns these settings with another time to wait for mails in progress at the end. */
  public WorkerSettings withShutdownTimeout(Duration longest) {
    return new WorkerSettings(
        writeUnits,
        parallel,
        lease,
        poll,
        mailer,
        mailsAnHour,
        longest,
        subscribers,
        senders,
        nanoTime);
  }

  /**
   * Returns these settings with one more subscriber. The worker registers it in the table when it
   * looks for work for the first time. The first subscriber of a table gets the events from a
   * minute later on, another one from then on; each of them costs write units, see the guide to
   * events.
   */
  public WorkerSettings withSubscriber(EventSubscriber subscriber) {
    List<EventSubscriber> all = Stream.concat(subscribers.stream(), Stream.of(subscriber)).toList();
    return new WorkerSettings(
        writeUnits,
        parallel,
        lease,
        poll,
        mailer,
        mailsAnHour,
        shutdownTimeout,
        all,
        senders,
        nanoTime);
  }

  /** Returns these settings with one more sender, for the library's own modules. */
  public WorkerSettings withSender(Sender sender) {
    return withSender(context -> sender);
  }

  /**
   * Returns these settings with a sender of webhooks. Without one, what is queued for endpoints
   * waits for a worker that has one.
   *
   * @param keys decrypt the secrets of endpoints
   * @param sender sends the requests
   */
  public WorkerSettings withWebhooks(WebhookKeys keys, WebhookSender sender) {
    return withSender(context -> new WebhookChannel(context, keys, sender));
  }

  private WorkerSettings withSender(Function<Context, Sender> sender) {
    List<Function<Context, Sender>> all =
        Stream.concat(senders.stream(), Stream.of(sender)).toList();
    return new WorkerSettings(
        writeUnits,
        parallel,
        lease,
        poll,
        mailer,
        mailsAnHour,
        shutdownTimeout,
        subscribers,
        all,
        nanoTime);
  }

  /** Returns these settings with another monotonic clock. */
  public WorkerSettings withNanoTime(LongSupplier other) {
    return new WorkerSettings(
        writeUnits,
        parallel,
        lease,
        poll,
        mailer,
        mailsAnHour,
        shutdownTimeout,
        subscribers,
        senders,
        other);
  }
}
