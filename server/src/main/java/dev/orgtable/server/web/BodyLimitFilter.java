package dev.orgtable.server.web;

import dev.orgtable.server.problem.Code;
import dev.orgtable.server.problem.ProblemWriter;
import dev.orgtable.server.transfer.Bodies;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Refuses a request whose body is too large or failed to arrive. */
@Component
@Order(Filters.BODY_LIMIT)
final class BodyLimitFilter extends OncePerRequestFilter {

  private static final String RETRY_AFTER_SECONDS = "1";

  private final ProblemWriter problems;

  BodyLimitFilter(ProblemWriter problems) {
    this.problems = problems;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Optional<Code> failure = failure(request);
    if (failure.isPresent()) {
      refuse(response, failure.get());
    } else {
      chain.doFilter(request, response);
    }
  }

  private static Optional<Code> failure(HttpServletRequest request) {
    return request.getContentLengthLong() > Bodies.MOST_BYTES
        ? Optional.of(Code.BODY_TOO_LARGE)
        : Bodies.failure(request);
  }

  /** Closes the connection instead of reading the rest of the body. */
  private void refuse(HttpServletResponse response, Code why) throws IOException {
    response.setHeader(HttpHeaders.CONNECTION, "close");
    if (why == Code.TOO_MANY_REQUESTS) {
      response.setHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
    }
    problems.write(response, why, detail(why));
  }

  private static String detail(Code why) {
    return switch (why) {
      case BODY_TOO_LARGE -> "a body may have at most " + Bodies.MOST_BYTES + " bytes";
      case REQUEST_TIMEOUT ->
          "a body must arrive within " + Bodies.LONGEST.toSeconds() + " seconds";
      case TOO_MANY_REQUESTS -> "too many incomplete requests";
      default -> "the body is incomplete";
    };
  }
}
