package dev.orgtable;

import java.time.Instant;
import java.util.Optional;

/**
 * The delivery status of an invitation's mail.
 *
 * @param state whether the mail is due, sent or failed
 * @param at when the next attempt is due, or when the mail was sent or given up; in whole seconds
 * @param attempts the number of attempts since the mail was last requested, 0 or more
 * @param lastError why the latest attempt failed, as text; empty if it did not
 */
public record Delivery(State state, Instant at, int attempts, Optional<String> lastError) {

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException if {@code attempts} is negative
   * @throws InvalidInput if {@code at} is outside the years 1 to 9999
   */
  public Delivery {
    if (attempts < 0) {
      throw new IllegalArgumentException("attempts must not be negative");
    }
    at = Text.time("at", at);
  }

  /** The state of a mail. */
  public enum State {
    /** To be sent, or to be retried after a failure. */
    DUE,
    /** Accepted by the mailer. */
    SENT,
    /** Given up. Resending the invitation starts a new delivery. */
    FAILED
  }

  /** Returns whether an attempt is due. */
  public boolean isDueAt(Instant now) {
    return state == State.DUE && !now.isBefore(at);
  }
}
