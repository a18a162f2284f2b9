package dev.orgtable.event;

import dev.orgtable.InvalidInput;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether a table keeps events: from when on, and for how long. It is a record of the table, so
 * that all processes agree.
 *
 * @param since when changes began to have events; their logs are complete from then on
 * @param until when they ceased to; null if they have not
 * @param retentionDays the days after which events are removed, 1 to {@value #MOST_RETENTION_DAYS};
 *     {@value #FOR_EVER} if never
 * @param former the shorter retention of earlier events; null if there was none
 */
public record EventSettings(
    Instant since, @Nullable Instant until, int retentionDays, @Nullable Former former) {

  /** The retention of events that are never removed. */
  public static final int FOR_EVER = 0;

  /** The longest retention: about 100 years. */
  public static final int MOST_RETENTION_DAYS = 36_525;

  /** The retention of a new table. */
  public static final int USUAL_RETENTION_DAYS = 400;

  /**
   * The time after which events are settled: no event with an earlier time can still be written. It
   * is the time in which a transaction with events is sent, twice the minute by which clocks may
   * differ from the engine's, and half a minute for a request whose response did not arrive.
   */
  public static final Duration SETTLING = Duration.ofMinutes(3);

  /** The settings of a table whose first change has an event. */
  public static final EventSettings FROM_THE_START = since(Instant.EPOCH);

  /**
   * A retention that was prolonged. Events of that time are removed as was said when they were
   * written.
   *
   * @param retentionDays the days, 1 to {@value #MOST_RETENTION_DAYS}
   * @param until when it ceased to hold for new events
   */
  public record Former(int retentionDays, Instant until) {

    /**
     * Checks the retention.
     *
     * @throws InvalidInput if it is out of range
     */
    public Former {
      if (retentionDays < 1 || retentionDays > MOST_RETENTION_DAYS) {
        throw new InvalidInput("former", "must be 1 to " + MOST_RETENTION_DAYS);
      }
    }

    /** Returns the moment from which on all events of this retention are there. */
    private Instant kept(Instant now) {
      return isOver(now) ? until : EventSettings.kept(retentionDays, now);
    }

    /** Returns whether all its events may have been removed. */
    private boolean isOver(Instant now) {
      return EventSettings.kept(retentionDays, now).isAfter(until);
    }
  }

  /**
   * Checks the retention.
   *
   * @throws InvalidInput if it is out of range
   */
  public EventSettings {
    if (retentionDays < FOR_EVER || retentionDays > MOST_RETENTION_DAYS) {
      throw new InvalidInput(
          "retentionDays", "must be 1 to " + MOST_RETENTION_DAYS + ", or 0 for ever");
    }
  }

  /** Returns the usual settings, from a time on. */
  public static EventSettings since(Instant time) {
    return new EventSettings(time, null, USUAL_RETENTION_DAYS, null);
  }

  /** Returns whether a change at a time has an event. */
  public boolean keep(Instant time) {
    return !time.isBefore(since) && (until == null || time.isBefore(until));
  }

  /**
   * Returns the moment from which on all events are there, of those that are kept until now. It
   * allows for clocks that differ.
   */
  public Instant kept(Instant now) {
    Instant kept = later(since.plus(SETTLING), kept(retentionDays, now));
    return former == null ? kept : later(kept, former.kept(now));
  }

  private static Instant kept(int days, Instant now) {
    return days == FOR_EVER ? Instant.EPOCH : now.minus(Duration.ofDays(days)).plus(SETTLING);
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  /**
   * Returns these settings with another retention of events to come. Those that there are keep
   * theirs, of which the shortest is remembered, and what has been removed does not come back.
   *
   * @param from when all processes know it
   */
  public EventSettings withRetention(int days, Instant from) {
    if (retentionDays == FOR_EVER || (days != FOR_EVER && days <= retentionDays)) {
      return new EventSettings(since, until, days, former);
    }
    Instant end = from.plus(SETTLING);
    if (former == null) {
      return new EventSettings(since, until, days, new Former(retentionDays, end));
    }
    if (former.isOver(from)) {
      Instant rest = later(since, former.until());
      return new EventSettings(rest, until, days, new Former(retentionDays, end));
    }
    int shortest = Math.min(former.retentionDays(), retentionDays);
    return new EventSettings(since, until, days, new Former(shortest, end));
  }

  /** Returns when an event of a time is removed; empty if never. */
  public Optional<Instant> removal(Instant time) {
    return retentionDays == FOR_EVER
        ? Optional.empty()
        : Optional.of(time.plus(Duration.ofDays(retentionDays)));
  }
}
