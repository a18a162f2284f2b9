package dev.orgtable.dynamodb;

import java.time.Clock;
import java.time.Duration;

/**
 * The settings of a connection.
 *
 * @param clock the local clock, which is compared with the engine's
 * @param deadline the time limit of one operation with all its requests, retries and pauses
 * @param attemptTimeout the time limit of one attempt of one request
 * @param listener receives a report of each request
 */
public record TableSettings(
    Clock clock, Duration deadline, Duration attemptTimeout, CostListener listener) {}
