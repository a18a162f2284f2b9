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
 * Refuses an unescaped {@code ;} in a path. Spring would treat what follows as a path parameter and
 * use a different name.
 */
@Component
@Order(Filters.PATH)
final class PathFilter extends OncePerRequestFilter {

  private final ProblemWriter problems;

  PathFilter(ProblemWriter problems) {
    this.problems = problems;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (request.getRequestURI().indexOf(';') >= 0) {
      problems.write(response, Code.INVALID_REQUEST, "a ; in a path must be written as %3B");
      return;
    }
    chain.doFilter(request, response);
  }
}
