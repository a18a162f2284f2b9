package dev.orgtable.internal.delivery;

import dev.orgtable.event.Event;
import dev.orgtable.event.EventId;
import java.time.Instant;

/** The receiver of the events of one destination. */
public interface Receiver {

  /** Returns whether an event is for it. One that is not is left out. */
  default boolean wants(EventId event) {
    return true;
  }

  /**
   * Returns whether it gets events. If not, those that wait go to its log as failed, without an
   * attempt, and can be delivered again from there.
   */
  boolean isEnabled();

  /**
   * Delivers an event. It is called again for the same event if the worker dies before it has noted
   * the outcome; and for later events of the log only after this one was delivered. Takes at most
   * 20 seconds. Throws no exception for a failure of the receiver.
   *
   * @param attempt 1 for the first attempt
   */
  Outcome deliver(Event event, int attempt);

  /**
   * Disables the destination in the table: it has failed for too long, or is gone. Does nothing if
   * it is disabled or is no more.
   *
   * @param reason why, in a few words for its owner
   */
  void disable(String reason);

  /**
   * Returns since when failures count: earlier ones say nothing about the receiver as it is now.
   */
  default Instant countsFrom() {
    return Instant.EPOCH;
  }
}
