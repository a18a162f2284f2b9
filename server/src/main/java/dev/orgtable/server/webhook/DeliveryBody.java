package dev.orgtable.server.webhook;

import dev.orgtable.event.EventLog;
import dev.orgtable.webhook.WebhookDelivery;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What came of the delivery of an event to an endpoint.
 *
 * @param event the event's id
 * @param organisation the organisation whose log the event is in; null if in another log
 * @param state {@code delivered}; {@code waiting} for another attempt; or {@code failed}, which is
 *     not attempted again unless it is replayed
 * @param attempts the number of attempts; 0 if the endpoint was disabled before the first
 * @param at when the last attempt ended
 * @param httpStatus the HTTP status of the last answer; null if there was none
 * @param millis how long the last attempt took, in milliseconds
 * @param failure why it failed; null if it did not
 * @param note what was wrong with the answer of a delivery that was accepted, such as a body that
 *     was cut; null if nothing
 * @param nextAttempt when it is attempted again, or some minutes later; null if it does not wait,
 *     an attempt is under way, or the endpoint is disabled
 */
record DeliveryBody(
    String event,
    @Nullable String organisation,
    String state,
    int attempts,
    Instant at,
    @Nullable Integer httpStatus,
    long millis,
    @Nullable String failure,
    @Nullable String note,
    @Nullable Instant nextAttempt) {

  static DeliveryBody of(WebhookDelivery delivery) {
    return new DeliveryBody(
        delivery.event().value(),
        delivery.log() instanceof EventLog.OfOrganisation of ? of.organisation().value() : null,
        delivery.state().name().toLowerCase(Locale.ROOT),
        delivery.attempts(),
        delivery.at(),
        delivery.status() == 0 ? null : delivery.status(),
        delivery.took().toMillis(),
        delivery.failure(),
        delivery.note(),
        delivery.nextAttempt());
  }

  /**
   * Which deliveries to repeat.
   *
   * @param since the time of the first event
   */
  record ReplayBody(@Nullable String since) {}

  /**
   * How many deliveries are repeated.
   *
   * @param replayed the number of events that are delivered again, or that wait and are attempted
   *     now
   * @param next the {@code since} of the request that continues; null at the end
   */
  record ReplayedBody(int replayed, @Nullable Instant next) {}
}
