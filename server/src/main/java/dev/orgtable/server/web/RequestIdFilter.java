package dev.orgtable.server.web;

import dev.orgtable.server.caller.Rights;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Returns the header {@code X-Request-ID} of a request to AuthZEN as it is, refusals included
 * (Authorization API 1.0, Request Identification).
 */
@Component
@Order(Filters.REQUEST_ID)
final class RequestIdFilter extends OncePerRequestFilter {

  private static final String HEADER = "X-Request-ID";

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return !Rights.isAuthZen(request.getRequestURI()) || request.getHeader(HEADER) == null;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    response.setHeader(HEADER, request.getHeader(HEADER));
    chain.doFilter(request, response);
  }
}
