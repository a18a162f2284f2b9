package dev.orgtable.dynamodb;

import java.time.Clock;
import java.time.Duration;

/**
 * The settings of a connection.
 *
 * @param clock the local clock, which is compared with the engine's
 * @param deadline the time limit of one operation with all its requests, retries and pauses
 * @param attemptTimeout the time limit of one attempt of one request
 * @param listener receives a report of each request; its exceptions are logged once and reach no
 *     operation
 */
public record TableSettings(
    Clock clock, Duration deadline, Duration attemptTimeout, CostListener listener) {

  public TableSettings {
    listener = GuardedListener.of(listener);
  }
}
