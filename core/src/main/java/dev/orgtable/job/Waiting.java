package dev.orgtable.job;

import dev.orgtable.dynamodb.EngineClock;
import dev.orgtable.internal.Context;
import dev.orgtable.internal.record.StoredLease;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * The leases of others that a worker waits for, and since when it has seen each unchanged.
 *
 * <p>A lease is over when it has not changed for its length, by the monotonic clock of who waits:
 * its holder renews it before, whatever time the holder's clock shows. Who has just begun to wait
 * need not do so where clocks are known to be right: there it is over, too, when its end has passed
 * for longer than two such clocks can be apart.
 *
 * @param <K> what is leased
 */
final class Waiting<K> {

  private static final Duration MARGIN = EngineClock.MOST_APART.multipliedBy(2);

  private final Context context;
  private final LongSupplier nanoTime;
  private final Map<K, Sighting> sightings = new ConcurrentHashMap<>();

  Waiting(Context context, LongSupplier nanoTime) {
    this.context = context;
    this.nanoTime = nanoTime;
  }

  private record Sighting(StoredLease lease, long since) {}

  /** Returns whether a lease, as it was just read, is over. */
  boolean isOver(K what, StoredLease lease, Duration length) {
    long now = nanoTime.getAsLong();
    Sighting sighting =
        sightings.compute(
            what,
            (key, before) ->
                before != null && before.lease.equals(lease) ? before : new Sighting(lease, now));
    return now - sighting.since >= length.toNanos() || hasPassed(lease);
  }

  private boolean hasPassed(StoredLease lease) {
    Instant then = context.now().minus(MARGIN);
    return lease.until() <= then.toEpochMilli() && context.connection().engine().isKnownToAgree();
  }

  /** Forgets all leases but those of these. */
  void retain(Set<K> present) {
    sightings.keySet().retainAll(present);
  }
}
