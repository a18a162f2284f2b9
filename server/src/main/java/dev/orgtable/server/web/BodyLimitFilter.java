package dev.orgtable.server.web;

import dev.orgtable.server.problem.Code;
import dev.orgtable.server.problem.ProblemWriter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses a body that says that it is too large. One that does not say its length is stopped while
 * it is read ({@link JsonConfiguration}).
 */
@Component
@Order(Filters.BODY_LIMIT)
final class BodyLimitFilter extends OncePerRequestFilter {

  /** What 1,000 of the longest addresses take, with room. */
  static final int MOST_BYTES = 320 * 1024;

  private final ProblemWriter problems;

  BodyLimitFilter(ProblemWriter problems) {
    this.problems = problems;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (request.getContentLengthLong() > MOST_BYTES) {
      problems.write(response, Code.BODY_TOO_LARGE, "a body has at most " + MOST_BYTES + " bytes");
      return;
    }
    chain.doFilter(request, response);
  }
}
