package dev.orgtable.server.invitation;

import dev.orgtable.Delivery;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What became of the mail of an invitation.
 *
 * @param state {@code due} if it is still to be sent, {@code sent}, or {@code failed} if it was
 *     given up; resending the invitation tries again
 * @param at when it is tried next, was sent, or was given up
 * @param attempts how often it was tried
 * @param lastError why the latest try failed, in words; null if none has
 */
record MailBody(String state, Instant at, int attempts, @Nullable String lastError) {

  static MailBody of(Delivery delivery) {
    return new MailBody(
        delivery.state().name().toLowerCase(Locale.ROOT),
        delivery.at(),
        delivery.attempts(),
        delivery.lastError().orElse(null));
  }
}
