package dev.orgtable.webhook;

import dev.orgtable.event.EventId;
import dev.orgtable.event.EventLog;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What came of the delivery of an event to an endpoint.
 *
 * @param event the event
 * @param log the log that it is in
 * @param state what came of it
 * @param attempts the number of attempts; 0 if the endpoint was disabled before the first
 * @param at when the last one ended
 * @param status the HTTP status of the last answer; 0 if there was none
 * @param took how long the last attempt took
 * @param failure why it failed; null if it did not
 * @param note what was wrong with the answer of a delivery that was accepted, such as a body that
 *     was cut; null if nothing
 * @param nextAttempt when it is attempted again, or some minutes later, if it waits: the time may
 *     have come; null if an attempt is under way, the endpoint is disabled, or nothing waits
 */
public record WebhookDelivery(
    EventId event,
    EventLog log,
    State state,
    int attempts,
    Instant at,
    int status,
    Duration took,
    @Nullable String failure,
    @Nullable String note,
    @Nullable Instant nextAttempt) {

  /** What came of a delivery. */
  public enum State {
    /** The endpoint has the event. */
    DELIVERED,
    /** It waits for another attempt. */
    WAITING,
    /** It failed, and is not attempted again unless it is replayed. */
    FAILED
  }
}
