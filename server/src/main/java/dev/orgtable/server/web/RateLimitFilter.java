package dev.orgtable.server.web;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.orgtable.server.caller.Rights;
import dev.orgtable.server.caller.SignedIn;
import dev.orgtable.server.problem.Code;
import dev.orgtable.server.problem.ProblemWriter;
import dev.orgtable.server.security.Sha256;
import dev.orgtable.server.security.Unchecked;
import dev.orgtable.server.settings.ServerSettings;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Limits requests per minute: per API credential, per console session, and per address for all
 * others. From an address that keeps sending invalid credentials only recently valid ones are
 * verified; others are refused. Health checks without a credential are exempt.
 */
@Component
@Order(Filters.RATE_LIMIT)
final class RateLimitFilter extends OncePerRequestFilter {

  /** The time in which a used-up limit is fully restored. */
  static final Duration WINDOW = Duration.ofMinutes(1);

  private static final Duration GOOD_FOR = Duration.ofMinutes(10);
  private static final int FAILURES = 60;
  private static final int FIRST_ERROR = 400;
  private static final Pattern SCHEME =
      Pattern.compile("^\\s*bearer\\s+", Pattern.CASE_INSENSITIVE);
  private static final int MOST_CREDENTIALS = 100_000;

  private final LoadingCache<String, Bucket> requests;
  private final LoadingCache<String, Bucket> failures;
  private final Cache<String, Boolean> good;
  private final int most;
  private final ProblemWriter problems;

  RateLimitFilter(ServerSettings settings, ProblemWriter problems) {
    this.most = settings.requestsPerMinute();
    Clock clock = settings.console().clock();
    this.requests = Buckets.refilledIn(WINDOW, most, clock);
    this.failures = Buckets.refilledIn(WINDOW, FAILURES, clock);
    this.good =
        Caffeine.newBuilder()
            .maximumSize(MOST_CREDENTIALS)
            .ticker(() -> Buckets.nanos(clock))
            .expireAfterAccess(GOOD_FOR)
            .executor(Runnable::run)
            .build();
    this.problems = problems;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return request.getRequestURI().startsWith("/health/")
        && request.getHeader(HttpHeaders.AUTHORIZATION) == null;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Optional<String> shown = credential(request);
    boolean forApi = isForApi(request);
    String caller = shown.filter(any -> forApi).orElseGet(() -> visitor(request));
    Bucket failed = failures.get(request.getRemoteAddr());
    ConsumptionProbe left = requests.get(caller).tryConsumeAndReturnRemaining(1);
    tell(response, left);
    if (!left.isConsumed()) {
      refuse(response, left.getNanosToWaitForRefill());
    } else if (shown.isEmpty()) {
      chain.doFilter(request, response);
    } else if (failed.getAvailableTokens() == 0 && good.getIfPresent(shown.get()) == null) {
      refuse(response, WINDOW.toNanos() / FAILURES);
    } else {
      chain.doFilter(request, response);
      if (response.getStatus() == Code.UNAUTHENTICATED.status().value()) {
        failed.tryConsume(1);
        good.invalidate(shown.get());
      } else if (Unchecked.is(request)) {
        failed.tryConsume(1);
      } else if (forApi
          && response.getStatus() < FIRST_ERROR
          && good.getIfPresent(shown.get()) == null) {
        good.put(shown.get(), true);
      }
    }
  }

  /** Sets the RateLimit header fields (draft-ietf-httpapi-ratelimit-headers). */
  private void tell(HttpServletResponse response, ConsumptionProbe left) {
    response.setHeader("RateLimit-Policy", "\"default\";q=" + most + ";w=" + WINDOW.toSeconds());
    response.setHeader(
        "RateLimit",
        "\"default\";r="
            + left.getRemainingTokens()
            + ";t="
            + Buckets.seconds(left.getNanosToWaitForReset()));
  }

  private void refuse(HttpServletResponse response, long nanos) throws IOException {
    response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(Buckets.seconds(nanos)));
    problems.write(response, Code.TOO_MANY_REQUESTS, "wait until Retry-After has passed");
  }

  private static Optional<String> credential(HttpServletRequest request) {
    String given = Objects.requireNonNullElse(request.getHeader(HttpHeaders.AUTHORIZATION), "");
    Matcher scheme = SCHEME.matcher(given);
    return scheme.find()
        ? Optional.of(Sha256.hex(given.substring(scheme.end())))
        : Optional.empty();
  }

  /**
   * Returns whether the credential will be verified. Otherwise it must not select the bucket, or a
   * request could count as somebody else's.
   */
  private static boolean isForApi(HttpServletRequest request) {
    String path = request.getRequestURI();
    return Rights.isApi(path) || path.equals("/metrics");
  }

  /** Identifies signed-in users by their session, anybody else by the address. */
  private static String visitor(HttpServletRequest request) {
    return SignedIn.session(request)
        .map(session -> "session/" + session.getId())
        .orElseGet(request::getRemoteAddr);
  }
}
