package dev.orgtable.job;

import java.time.Instant;
import java.util.Optional;

/**
 * The deliveries of events of a table, as a {@link Worker} saw them.
 *
 * @param oldest since when the oldest event, or queue of events, has been due; empty if none is.
 *     What waits for a receiver that fails is due when it is to be attempted again
 * @param failing the number of subscribers and webhooks whose last attempt by this worker failed
 */
public record OpenDeliveries(Optional<Instant> oldest, int failing) {}
