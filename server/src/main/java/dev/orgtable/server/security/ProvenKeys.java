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
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * The API keys that proved themselves a moment ago. The record of a key is one item, of which
 * DynamoDB gives 3,000 strongly consistent reads a second: without a cache, that bounds what all
 * callers with one key can ask of all servers together.
 *
 * <p>A key is kept for at most {@link ServerSettings#credentialCache}, by the hash of its text. A
 * key that this process revokes is dropped at once; one that another process revokes is accepted
 * until then. Refusals are never kept.
 */
@Component
public final class ProvenKeys {

  private static final int MOST = 10_000;

  private final Orgtable orgtable;
  private final Clock clock;
  private final boolean keeps;
  private final Cache<String, ApiKey> kept;
  private final CacheMeters gets;

  /** Counts revocations, so that what was read before one is not kept after it. */
  private final AtomicLong revocations = new AtomicLong();

  @Autowired
  ProvenKeys(Orgtable orgtable, ServerSettings settings, Clock clock, MeterRegistry meters) {
    this(orgtable, settings.credentialCache(), clock, Ticker.systemTicker(), meters);
  }

  ProvenKeys(
      Orgtable orgtable, Duration keptFor, Clock clock, Ticker ticker, MeterRegistry meters) {
    this.gets = new CacheMeters(meters, "credentials");
    this.orgtable = orgtable;
    this.clock = clock;
    this.keeps = !keptFor.isZero();
    this.kept =
        Caffeine.newBuilder()
            .expireAfterWrite(keptFor)
            .maximumSize(MOST)
            .ticker(ticker)
            .executor(Runnable::run)
            .build();
  }

  /** Returns the key that a text proves; empty if it proves none. */
  Optional<ApiKey> find(String text) {
    return keeps ? findKept(text) : orgtable.apiKeys().authenticate(text);
  }

  private Optional<ApiKey> findKept(String text) {
    String hash = Sha256.hex(text);
    ApiKey known = kept.getIfPresent(hash);
    if (known != null && !known.isExpiredAt(clock.instant())) {
      gets.hits(1);
      return Optional.of(known);
    }
    gets.misses(1);
    long before = revocations.get();
    Optional<ApiKey> proven = orgtable.apiKeys().authenticate(text);
    proven.ifPresent(key -> keep(hash, key, before));
    return proven;
  }

  private void keep(String hash, ApiKey key, long before) {
    kept.put(hash, key);
    if (revocations.get() != before) {
      kept.invalidate(hash);
    }
  }

  /** Revokes a key: this process accepts it no longer. */
  public void revoke(ApiKeyId key) {
    try {
      orgtable.apiKeys().revoke(key);
    } finally {
      revocations.incrementAndGet();
      kept.asMap().values().removeIf(each -> each.id().equals(key));
    }
  }
}
