package dev.orgtable;

import java.time.Instant;
import java.util.Optional;

/**
 * What became of the mail of an invitation.
 *
 * @param state whether it is still to be sent
 * @param at when it is tried next, was sent, or was given up; in whole seconds
 * @param attempts how often it was tried since it was last asked for
 * @param lastError why the latest try failed, in words; empty if none has
 */
public record Delivery(State state, Instant at, int attempts, Optional<String> lastError) {

  /** Checks the number. */
  public Delivery {
    if (attempts < 0) {
      throw new IllegalArgumentException("attempts must not be negative");
    }
    at = Times.check("at", at);
  }

  /** What can become of a mail. */
  public enum State {
    /** It is still to be sent, or sent again after a failure. */
    DUE,
    /** Whoever delivers mails has taken it over. */
    SENT,
    /** It was given up: sending the invitation again tries anew. */
    FAILED
  }

  /** Returns whether it is to be tried. */
  public boolean isDueAt(Instant now) {
    return state == State.DUE && !now.isBefore(at);
  }
}
