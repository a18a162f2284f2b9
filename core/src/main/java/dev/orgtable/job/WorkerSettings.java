package dev.orgtable.job;

import dev.orgtable.InvalidInput;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * How a worker works.
 *
 * @param writeUnits how many write units a second it uses at most, 1 to 40,000
 * @param parallel how many copies it does side by side, 1 to 100
 * @param lease for how long a job is its own unless it is renewed, at least 1 second; what a worker
 *     that died leaves is taken over after that. The same for all workers of a table
 * @param poll how often it looks for jobs that others have begun or left, at least 100 ms
 * @param mailer sends the mails of invitations; without one they wait
 * @param mailsAnHour how many mails are tried in an hour at most
 * @param nanoTime the monotonic clock that leases are measured by, in nanoseconds: another than
 *     {@link System#nanoTime} is for tests
 */
public record WorkerSettings(
    int writeUnits,
    int parallel,
    Duration lease,
    Duration poll,
    Optional<Mailer> mailer,
    MailLimits mailsAnHour,
    LongSupplier nanoTime) {

  private static final int MOST_UNITS = 40_000;
  private static final int MOST_PARALLEL = 100;

  /**
   * 500 write units a second, 8 side by side, a lease of 30 seconds, a look every second, no
   * mailer, {@link MailLimits#DEFAULT}.
   */
  public static final WorkerSettings DEFAULT =
      new WorkerSettings(
          500,
          8,
          Duration.ofSeconds(30),
          Duration.ofSeconds(1),
          Optional.empty(),
          MailLimits.DEFAULT,
          System::nanoTime);

  /**
   * Checks the bounds.
   *
   * @throws InvalidInput if one is out of range
   */
  public WorkerSettings {
    check("writeUnits", writeUnits, MOST_UNITS);
    check("parallel", parallel, MOST_PARALLEL);
    if (lease.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new InvalidInput("lease", "must be at least 1 second");
    }
    if (poll.compareTo(Duration.ofMillis(100)) < 0) {
      throw new InvalidInput("poll", "must be at least 100 ms");
    }
  }

  private static void check(String name, int value, int most) {
    if (value < 1 || value > most) {
      throw new InvalidInput(name, "must be 1 to " + most);
    }
  }

  /** Returns the same with another limit in write units a second. */
  public WorkerSettings withWriteUnits(int units) {
    return new WorkerSettings(units, parallel, lease, poll, mailer, mailsAnHour, nanoTime);
  }

  /** Returns the same with another number of copies side by side. */
  public WorkerSettings withParallel(int copies) {
    return new WorkerSettings(writeUnits, copies, lease, poll, mailer, mailsAnHour, nanoTime);
  }

  /** Returns the same with another lease. */
  public WorkerSettings withLease(Duration newLease) {
    return new WorkerSettings(writeUnits, parallel, newLease, poll, mailer, mailsAnHour, nanoTime);
  }

  /** Returns the same with another pause between looks. */
  public WorkerSettings withPoll(Duration newPoll) {
    return new WorkerSettings(writeUnits, parallel, lease, newPoll, mailer, mailsAnHour, nanoTime);
  }

  /** Returns the same, sending mails. */
  public WorkerSettings withMailer(Mailer sender) {
    return new WorkerSettings(
        writeUnits, parallel, lease, poll, Optional.of(sender), mailsAnHour, nanoTime);
  }

  /** Returns the same with other limits on the mails of an hour. */
  public WorkerSettings withMailsAnHour(MailLimits most) {
    return new WorkerSettings(writeUnits, parallel, lease, poll, mailer, most, nanoTime);
  }

  /** Returns the same with another monotonic clock. */
  public WorkerSettings withNanoTime(LongSupplier other) {
    return new WorkerSettings(writeUnits, parallel, lease, poll, mailer, mailsAnHour, other);
  }
}
