package dev.orgtable.server.security;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetBasedJWKSource;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetRetrievalException;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSetSourceWrapper;
import com.nimbusds.jose.jwk.source.RateLimitedJWKSetSource;
import com.nimbusds.jose.jwk.source.RefreshAheadCachingJWKSetSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.net.URI;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.web.client.RestClientException;
import org.springframework.web.client.RestOperations;
import org.springframework.web.client.RestTemplate;

/**
 * Decodes tokens signed by an issuer with any asymmetric algorithm. The issuer's keys are cached
 * for five minutes and refreshed in the background before they expire. For unknown key ids the
 * issuer is asked at most twice in five seconds, by one thread at a time; other threads wait only
 * briefly.
 */
public final class IssuerKeys {

  /** The time for which a thread waits while another one fetches the keys. */
  static final long WAIT_MILLIS = 250;

  private static final Duration KEPT = Duration.ofMinutes(5);
  private static final Duration RENEWED_BEFORE = Duration.ofMinutes(1);
  private static final Duration BETWEEN_REQUESTS = Duration.ofSeconds(5);

  private IssuerKeys() {}

  /**
   * Returns a decoder that verifies signatures but no claims.
   *
   * @param place returns the URL of the keys (JWKS); called at each fetch
   */
  public static NimbusJwtDecoder decoder(Supplier<URI> place) {
    return decoder(place, System::nanoTime);
  }

  static NimbusJwtDecoder decoder(Supplier<URI> place, LongSupplier nanos) {
    JWKSetSource<SecurityContext> limited =
        new RateLimitedJWKSetSource<>(new Published(place), BETWEEN_REQUESTS.toMillis(), null);
    JWKSetSource<SecurityContext> kept =
        new RefreshAheadCachingJWKSetSource<>(
            limited,
            KEPT.toMillis(),
            WAIT_MILLIS,
            RENEWED_BEFORE.toMillis(),
            false,
            background(),
            true,
            null);
    return NimbusJwtDecoder.withJwkSource(new JWKSetBasedJWKSource<>(new Monotonic(kept, nanos)))
        .jwsAlgorithms(algorithms -> algorithms.addAll(List.of(SignatureAlgorithm.values())))
        .build();
  }

  private static ExecutorService background() {
    return Executors.newCachedThreadPool(
        task -> {
          Thread thread = new Thread(task, "orgtable-issuer-keys");
          thread.setDaemon(true);
          return thread;
        });
  }

  /** Fetches the keys that the issuer publishes. */
  private static final class Published implements JWKSetSource<SecurityContext> {

    private final Supplier<URI> place;
    private final RestOperations requests = new RestTemplate(ProviderRequests.forPublicDocuments());

    Published(Supplier<URI> place) {
      this.place = place;
    }

    @Override
    public JWKSet getJWKSet(
        JWKSetCacheRefreshEvaluator refresh, long now, @Nullable SecurityContext context)
        throws KeySourceException {
      try {
        return PublishedKeys.read(
            Objects.requireNonNullElse(requests.getForObject(place.get(), String.class), ""));
      } catch (RestClientException | IllegalStateException | ParseException e) {
        throw new JWKSetRetrievalException("cannot fetch the issuer's keys", e);
      }
    }

    @Override
    public void close() {}
  }

  /** Passes on the monotonic time, so that steps of the wall clock do not expire the cache. */
  private static final class Monotonic extends JWKSetSourceWrapper<SecurityContext> {

    private final LongSupplier nanos;

    Monotonic(JWKSetSource<SecurityContext> source, LongSupplier nanos) {
      super(source);
      this.nanos = nanos;
    }

    @Override
    public JWKSet getJWKSet(
        JWKSetCacheRefreshEvaluator refresh, long wall, @Nullable SecurityContext context)
        throws KeySourceException {
      return getSource()
          .getJWKSet(refresh, TimeUnit.NANOSECONDS.toMillis(nanos.getAsLong()), context);
    }
  }
}
