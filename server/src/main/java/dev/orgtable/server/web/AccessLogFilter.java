package dev.orgtable.server.web;

import dev.orgtable.server.settings.ServerSettings;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Logs one line per request: operation, status, duration and cost. Contains no addresses, tokens or
 * ids: the path is logged as its pattern.
 */
@Component
@Order(Filters.ACCESS_LOG)
final class AccessLogFilter extends OncePerRequestFilter {

  private static final Logger LOG = LoggerFactory.getLogger("dev.orgtable.access");

  private final Clock clock;

  AccessLogFilter(ServerSettings settings) {
    this.clock = settings.console().clock();
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Instant start = clock.instant();
    try {
      chain.doFilter(request, response);
    } finally {
      long millis = Duration.between(start, clock.instant()).toMillis();
      String operation =
          request.getMethod()
              + " "
              + Objects.requireNonNullElse(
                  request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE), "-");
      LOG.atInfo()
          .addKeyValue("operation", operation)
          .addKeyValue("status", response.getStatus())
          .addKeyValue("millis", millis)
          .addKeyValue("cost", response.getHeader(CostFilter.HEADER))
          .log("{} {} in {} ms", operation, response.getStatus(), millis);
    }
  }
}
