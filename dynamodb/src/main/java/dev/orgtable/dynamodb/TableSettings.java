package dev.orgtable.dynamodb;

import java.time.Clock;
import java.time.Duration;

/**
 * How to work on a table.
 *
 * @param clock the process's own clock, which is held against the engine's
 * @param deadline how long one operation may take with all its requests, retries and pauses
 * @param attemptTimeout how long one try of one request may take
 * @param listener receives a report of each request
 */
public record TableSettings(
    Clock clock, Duration deadline, Duration attemptTimeout, CostListener listener) {}
