package dev.orgtable.server.web;

import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.orgtable.server.caller.CallerArgument;
import dev.orgtable.server.caller.Rights;
import dev.orgtable.server.caller.Rights.Persons;
import dev.orgtable.server.problem.Code;
import dev.orgtable.server.problem.Problem;
import dev.orgtable.server.settings.ServerSettings;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Limits attempts to guess invitation tokens: an address without a valid credential may present a
 * number of unknown tokens per minute, and is then refused even with genuine ones. Genuine tokens
 * are not counted. A console session counts as a valid credential.
 */
@Component
final class GuessLimit implements HandlerInterceptor {

  private static final int GUESSES = 60;

  private final LoadingCache<String, Bucket> guesses;

  GuessLimit(ServerSettings settings) {
    guesses = Buckets.refilledIn(RateLimitFilter.WINDOW, GUESSES, settings.console().clock());
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (isGuess(request)) {
      ConsumptionProbe left = guesses.get(request.getRemoteAddr()).tryConsumeAndReturnRemaining(1);
      if (!left.isConsumed()) {
        response.setHeader(
            HttpHeaders.RETRY_AFTER,
            Long.toString(Buckets.seconds(left.getNanosToWaitForRefill())));
        throw new Problem(Code.TOO_MANY_REQUESTS, "wait until Retry-After has passed");
      }
    }
    return true;
  }

  @Override
  public void afterCompletion(
      HttpServletRequest request,
      HttpServletResponse response,
      Object handler,
      @Nullable Exception failure) {
    if (isGuess(request) && response.getStatus() != HttpStatus.NOT_FOUND.value()) {
      guesses.get(request.getRemoteAddr()).addTokens(1);
    }
  }

  private static boolean isGuess(HttpServletRequest request) {
    String pattern =
        String.valueOf(request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE));
    return CallerArgument.current().isEmpty()
        && Rights.of(request.getMethod(), pattern)
            .filter(right -> right.persons() == Persons.HOLDER)
            .isPresent();
  }
}
