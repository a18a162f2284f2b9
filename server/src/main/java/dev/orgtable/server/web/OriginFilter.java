package dev.orgtable.server.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Adds a header to every response that forbids pages of other origins to read it. */
@Component
@Order(Filters.ORIGINS)
final class OriginFilter extends OncePerRequestFilter {

  /** RFC 2606 reserves {@code .invalid} for names that never exist. */
  private static final String NOBODY = "https://nobody.invalid";

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    response.setHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, NOBODY);
    chain.doFilter(request, response);
  }
}
