package dev.orgtable.server.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.orgtable.ApiKey;
import dev.orgtable.ApiKeyId;
import dev.orgtable.OrgtableException.Unavailable;
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
 * key that this process revokes is refused from the next request on, even if it is being read at
 * that moment; one that another process revokes is accepted until the end of that time at the
 * latest. Refusals are never kept.
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

  /** The keys that this process revoked, until no key is cached that was read before. */
  private final Cache<ApiKeyId, Boolean> revoked;

  /**
   * A key as it was read.
   *
   * @param begunAt when the read began, on the monotonic clock
   * @param renewing whether a request is reading the key again
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
    // Caffeine may count from up to a second before the latest put.
    this.revoked = cache(keptFor.plusSeconds(1)).build();
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
    if (known == null || !isValid(known)) {
      return read(hash, text);
    }
    if (age(known) >= keptFor / 5 * 4 && known.renewing().compareAndSet(false, true)) {
      return renew(hash, text, known);
    }
    gets.hits(1);
    return Optional.of(known.key());
  }

  private boolean isValid(Proven known) {
    return revoked.getIfPresent(known.key().id()) == null
        && age(known) < keptFor
        && !known.key().isExpiredAt(clock.instant());
  }

  private long age(Proven known) {
    return ticker.read() - known.begunAt();
  }

  /** Reads a key that is kept again. If the table is unavailable, the key is used that is kept. */
  private Optional<ApiKey> renew(String hash, String text, Proven known) {
    try {
      return read(hash, text);
    } catch (Unavailable e) {
      if (!isValid(known)) {
        throw e;
      }
      return Optional.of(known.key());
    } finally {
      known.renewing().set(false);
    }
  }

  private Optional<ApiKey> read(String hash, String text) {
    gets.misses(1);
    long begunAt = ticker.read();
    Optional<ApiKey> proven = orgtable.apiKeys().authenticate(text);
    proven.ifPresentOrElse(
        key -> kept.put(hash, new Proven(key, begunAt, new AtomicBoolean())),
        () -> kept.invalidate(hash));
    return proven;
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
