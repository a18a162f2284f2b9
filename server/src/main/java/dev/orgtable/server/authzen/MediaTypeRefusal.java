package dev.orgtable.server.authzen;

import dev.orgtable.server.problem.Code;
import dev.orgtable.server.problem.Problem;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/**
 * Refuses a body that is not JSON with 400, as the certification scenario of AuthZEN requires, and
 * not with 415 as other operations do.
 */
@RestControllerAdvice(assignableTypes = {EvaluationController.class, SearchController.class})
@Order(Ordered.HIGHEST_PRECEDENCE)
final class MediaTypeRefusal {

  @ExceptionHandler
  ResponseEntity<ProblemDetail> refused(HttpMediaTypeNotSupportedException e) {
    ProblemDetail problem =
        Problem.of(Code.INVALID_REQUEST, "this operation accepts application/json, in UTF-8");
    return ResponseEntity.status(problem.getStatus())
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(problem);
  }
}
