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
 * Watches the leases of other workers, and decides when they have expired.
 *
 * <p>A lease has expired when it has not changed for its length by the monotonic clock of the
 * waiting worker, since its holder would have renewed it, whatever the holder's clock shows. If the
 * local clock is known to be right, a lease has also expired when its end has passed by more than
 * two right clocks can differ; then a new worker need not wait.
 *
 * @param <K> the key of what is leased
 */
final class LeaseWatch<K> {

  private static final Duration MARGIN = EngineClock.MOST_APART.multipliedBy(2);

  private final Context context;
  private final LongSupplier nanoTime;
  private final Map<K, Sighting> sightings = new ConcurrentHashMap<>();

  LeaseWatch(Context context, LongSupplier nanoTime) {
    this.context = context;
    this.nanoTime = nanoTime;
  }

  private record Sighting(StoredLease lease, long since) {}

  /** Returns whether a lease, as just read, has expired. */
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

  /** Forgets all leases except those with these keys. */
  void retain(Set<K> present) {
    sightings.keySet().retainAll(present);
  }
}
