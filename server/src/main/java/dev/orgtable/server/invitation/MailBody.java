package dev.orgtable.server.invitation;

import dev.orgtable.Delivery;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The state of an invitation's mail.
 *
 * @param state {@code due} until it is sent, {@code sent}, or {@code failed} after the last
 *     attempt; resending the invitation starts again
 * @param at the time of the next attempt, of delivery, or of the last attempt
 * @param attempts the number of attempts
 * @param lastError why the latest attempt failed; null if none has
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
