package dev.orgtable.server.invitation;

import dev.orgtable.Delivery;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What became of the mail of an invitation.
 *
 * @param state {@code DUE} if it is still to be sent, {@code SENT}, or {@code FAILED} if it was
 *     given up; resending the invitation tries again
 * @param at from when on it is tried next, when it was sent, or when it was given up
 * @param attempts how often it was tried
 * @param lastError why the latest try failed, in words; null if none has
 */
record MailBody(Delivery.State state, Instant at, int attempts, @Nullable String lastError) {

  static MailBody of(Delivery delivery) {
    return new MailBody(
        delivery.state(), delivery.at(), delivery.attempts(), delivery.lastError().orElse(null));
  }
}
