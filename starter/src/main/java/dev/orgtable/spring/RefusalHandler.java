package dev.orgtable.spring;

import dev.orgtable.InvalidInput;
import dev.orgtable.OrgtableException;
import dev.orgtable.web.RefusalCode;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/**
 * Answers refusals of Orgtable, and input that breaks a rule, with problem details (RFC 9457). A
 * bean of the application of this type, usually a subclass, replaces the configured one:
 *
 * <pre>{@code
 * @RestControllerAdvice
 * class Refusals extends RefusalHandler {
 *   @Override
 *   public ResponseEntity<ProblemDetail> refused(OrgtableException e) {
 *     ResponseEntity<ProblemDetail> answer = super.refused(e);
 *     answer.getBody().setProperty("support", "https://example.com/support");
 *     return answer;
 *   }
 * }
 * }</pre>
 */
@RestControllerAdvice
@Order(0)
public class RefusalHandler {

  private static final Logger LOG = LoggerFactory.getLogger(RefusalHandler.class);
  private static final String RETRY_AFTER_SECONDS = "1";

  /**
   * Returns the response to a refusal: its code, title and status, and what it is about. If the
   * table is unavailable, that is logged, and the response has {@code Retry-After}.
   */
  @ExceptionHandler
  public ResponseEntity<ProblemDetail> refused(OrgtableException e) {
    RefusalCode code = RefusalCode.of(e);
    ProblemDetail problem = problem(code, RefusalCode.detail(e));
    RefusalCode.properties(e).forEach(problem::setProperty);
    HttpHeaders headers = new HttpHeaders();
    if (code == RefusalCode.UNAVAILABLE) {
      LOG.warn("the table is unavailable", e);
      headers.set(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
    }
    return answer(problem, headers);
  }

  /** Returns the response to input that breaks a rule: 400, with the field and the rule. */
  @ExceptionHandler
  public ResponseEntity<ProblemDetail> invalid(InvalidInput e) {
    String message = String.valueOf(e.getMessage());
    ProblemDetail problem = problem(RefusalCode.INVALID_REQUEST, message);
    problem.setProperty("errors", List.of(Map.of("field", e.field(), "message", message)));
    return answer(problem, new HttpHeaders());
  }

  private static ProblemDetail problem(RefusalCode code, String detail) {
    ProblemDetail problem = ProblemDetail.forStatus(code.status());
    problem.setType(URI.create(code.type()));
    problem.setTitle(code.title());
    problem.setDetail(detail);
    problem.setProperty("code", code.text());
    return problem;
  }

  private static ResponseEntity<ProblemDetail> answer(ProblemDetail problem, HttpHeaders headers) {
    headers.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
    return new ResponseEntity<>(problem, headers, problem.getStatus());
  }
}
