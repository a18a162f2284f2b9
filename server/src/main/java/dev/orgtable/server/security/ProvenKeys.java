package dev.orgtable.server.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.orgtable.ApiKey;
import dev.orgtable.ApiKeyId;
import dev.orgtable.metrics.CacheMeters;
import dev.orgtable.server.settings.ServerSettings;
import dev.orgtable.store.Orgtable;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * The API keys that proved themselves a moment ago. The record of a key is one item, of which
 * DynamoDB gives 3,000 strongly consistent reads a second: without a cache, that bounds what all
 * callers with one key can ask of all servers together.
 *
 * <p>A key is kept for less than {@link ServerSettings#credentialCache} from before its read was
 * sent, by the hash of its text. After four fifths of that time one request reads it again, while
 * the others still use what is kept, so that a busy server does not read it with all its threads. A
 * key that this process revokes is refused from then on, also if it is being read at that moment;
 * one that another process revokes is accepted until the end of that time at the latest. Refusals
 * are never kept.
 */
@Component
public final class ProvenKeys {

  private static final int MOST = 10_000;

  private final Orgtable orgtable;
  private final Clock clock;
  private final long keptFor;
  private final Ticker ticker;
  private final Cache<String, Proven> kept;
  private final CacheMeters gets;

  /** What this process revoked, until nothing is kept that was read before. */
  private final Cache<ApiKeyId, Boolean> revoked;

  /**
   * A key as it was read.
   *
   * @param begunAt when the read began, on the monotonic clock
   * @param renewing whether a request has begun to read the key again
   */
  private record Proven(ApiKey key, long begunAt, AtomicBoolean renewing) {}

  @Autowired
  ProvenKeys(Orgtable orgtable, ServerSettings settings, Clock clock, MeterRegistry meters) {
    this(orgtable, settings.credentialCache(), clock, Ticker.systemTicker(), meters);
  }

  ProvenKeys(
      Orgtable orgtable, Duration keptFor, Clock clock, Ticker ticker, MeterRegistry meters) {
    this.gets = new CacheMeters(meters, "credentials");
    this.orgtable = orgtable;
    this.clock = clock;
    this.keptFor = keptFor.toNanos();
    this.ticker = ticker;
    this.kept = cache(keptFor).maximumSize(MOST).build();
    this.revoked = cache(keptFor).build();
  }

  private Caffeine<Object, Object> cache(Duration keptFor) {
    return Caffeine.newBuilder().expireAfterWrite(keptFor).ticker(ticker).executor(Runnable::run);
  }

  /** Returns the key that a text proves; empty if it proves none. */
  Optional<ApiKey> find(String text) {
    return keptFor == 0 ? orgtable.apiKeys().authenticate(text) : findKept(text);
  }

  private Optional<ApiKey> findKept(String text) {
    String hash = Sha256.hex(text);
    Proven known = kept.getIfPresent(hash);
    if (known != null && isUsable(known)) {
      gets.hits(1);
      return Optional.of(known.key());
    }
    gets.misses(1);
    long begunAt = ticker.read();
    Optional<ApiKey> proven = orgtable.apiKeys().authenticate(text);
    proven.ifPresentOrElse(
        key -> kept.put(hash, new Proven(key, begunAt, new AtomicBoolean())),
        () -> kept.invalidate(hash));
    return proven;
  }

  /** Returns false, too, to the one request that has to read the key again. */
  private boolean isUsable(Proven known) {
    long age = ticker.read() - known.begunAt();
    return age < keptFor
        && revoked.getIfPresent(known.key().id()) == null
        && !known.key().isExpiredAt(clock.instant())
        && (age < keptFor / 5 * 4 || !known.renewing().compareAndSet(false, true));
  }

  /** Revokes a key: this process accepts it no longer. */
  public void revoke(ApiKeyId key) {
    try {
      orgtable.apiKeys().revoke(key);
    } finally {
      revoked.put(key, true);
    }
  }
}
