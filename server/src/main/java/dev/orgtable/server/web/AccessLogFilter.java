package dev.orgtable.server.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
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

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    long start = System.nanoTime();
    try {
      chain.doFilter(request, response);
    } finally {
      long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
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
