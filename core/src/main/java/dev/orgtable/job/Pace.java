package dev.orgtable.job;

import dev.orgtable.internal.delivery.DestinationId;
import dev.orgtable.internal.delivery.Outcome;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How the receivers of destinations answered this worker: slow ones get threads of their own, and
 * one that fails again and again is asked for one queue at a time, after growing pauses.
 */
final class Pace {

  /** An answer over HTTP that takes longer is not quick. */
  private static final Duration QUICK = Duration.ofSeconds(1);

  /** An answer over HTTP that takes longer is slow. */
  private static final Duration SLOW = Duration.ofSeconds(5);

  /** How many attempts in a row, for any queues, are in vain before the destination rests. */
  private static final int FAILURES = 3;

  private static final Duration FIRST_REST = Duration.ofSeconds(5);
  private static final int MOST_DOUBLED = 6;

  private final LongSupplier nanoTime;

  /** What is worth remembering: nothing of a destination whose last answer was quick and good. */
  private final Map<DestinationId, State> states = new ConcurrentHashMap<>();

  Pace(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /**
   * What is known of a destination.
   *
   * @param answered how long the last answer took; nothing for a subscriber
   * @param failures how many attempts in a row failed
   * @param inVain how many in a row failed or could not be made
   */
  private record State(Duration answered, int failures, int inVain, long notedAt, long restsUntil) {

    /** Returns whether an attempt that ends in vain now was under way when a rest began. */
    boolean began(long now, Duration took) {
      return inVain >= FAILURES && now - took.toNanos() - notedAt < 0;
    }
  }

  /**
   * Notes an attempt. Those that were under way when a rest began do not make it longer, so that
   * one interruption counts once. One that could not be made is no failure, says nothing of how
   * slow the receiver is, and ends in vain, too.
   */
  void attempted(DestinationId destination, Outcome outcome, Duration took) {
    boolean isWebhook = destination.kind() == DestinationId.Kind.WEBHOOK;
    Duration answered = isWebhook ? took : Duration.ZERO;
    states.compute(
        destination,
        (id, before) -> {
          long now = nanoTime.getAsLong();
          if (outcome instanceof Outcome.Delivered) {
            return answered.compareTo(QUICK) > 0 ? new State(answered, 0, 0, now, now) : null;
          }
          if (before != null && before.began(now, took)) {
            return before;
          }
          int failures = (before == null ? 0 : before.failures) + (isMade(outcome) ? 1 : 0);
          int inVain = before == null ? 1 : before.inVain + 1;
          return new State(
              isMade(outcome) ? answered : lastAnswered(before),
              failures,
              inVain,
              now,
              now + rest(inVain).toNanos());
        });
  }

  private static boolean isMade(Outcome outcome) {
    return !(outcome instanceof Outcome.Unable);
  }

  private static Duration lastAnswered(@Nullable State state) {
    return state == null ? Duration.ZERO : state.answered;
  }

  private static Duration rest(int inVain) {
    return inVain < FAILURES
        ? Duration.ZERO
        : FIRST_REST.multipliedBy(1L << Math.min(inVain - FAILURES, MOST_DOUBLED));
  }

  /** Returns whether the last answer of a destination was slow. Subscribers are never slow. */
  boolean isSlow(DestinationId destination) {
    return hasTaken(destination, SLOW);
  }

  /** Returns whether the last answer of a destination was quick. Subscribers are always quick. */
  boolean isQuick(DestinationId destination) {
    return !hasTaken(destination, QUICK);
  }

  private boolean hasTaken(DestinationId destination, Duration longer) {
    State state = states.get(destination);
    return state != null && state.answered.compareTo(longer) > 0;
  }

  /** Returns how many attempts in a row failed, for any queues of a destination. */
  int failures(DestinationId destination) {
    State state = states.get(destination);
    return state == null ? 0 : state.failures;
  }

  /** Forgets a destination that gets nothing more, or nothing for now. */
  void forget(DestinationId destination) {
    states.remove(destination);
  }

  /** Returns the number of destinations whose last attempt that could be made failed. */
  int failing() {
    return (int) states.values().stream().filter(state -> state.failures > 0).count();
  }

  /** Returns whether a destination is left alone for now, since it failed several times. */
  boolean rests(DestinationId destination) {
    State state = states.get(destination);
    return state != null && state.inVain >= FAILURES && nanoTime.getAsLong() - state.restsUntil < 0;
  }
}
