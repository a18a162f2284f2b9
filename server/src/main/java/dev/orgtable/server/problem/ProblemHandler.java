package dev.orgtable.server.problem;

import dev.orgtable.InvalidInput;
import dev.orgtable.OrgtableException;
import dev.orgtable.OrgtableException.Unavailable;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.InvalidNullException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Converts exceptions into problem details (RFC 9457). */
@RestControllerAdvice
@Order(0)
final class ProblemHandler extends ResponseEntityExceptionHandler {

  private static final Logger LOG = LoggerFactory.getLogger(ProblemHandler.class);
  private static final String RETRY_AFTER_SECONDS = "1";

  @ExceptionHandler
  ResponseEntity<ProblemDetail> refused(OrgtableException e) {
    HttpHeaders headers = new HttpHeaders();
    if (e instanceof Unavailable) {
      LOG.warn("the table is unavailable", e);
      headers.set(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
    }
    return answer(Problem.of(e), headers);
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> refused(Problem e) {
    HttpHeaders headers = new HttpHeaders();
    if (e.code() == Code.FORBIDDEN) {
      headers.set(
          HttpHeaders.WWW_AUTHENTICATE,
          Challenge.insufficientScope(String.valueOf(e.getMessage())));
    }
    if (e.retryAfter() > 0) {
      headers.set(HttpHeaders.RETRY_AFTER, Long.toString(e.retryAfter()));
    }
    return answer(e.detail(), headers);
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> refused(InvalidInput e) {
    return answer(Problem.of(e).detail(), new HttpHeaders());
  }

  /** A query that cannot be decoded, or has too many parameters. */
  @ExceptionHandler
  ResponseEntity<ProblemDetail> refused(InvalidParameterException e) {
    return answer(
        Problem.of(Code.INVALID_REQUEST, "the query cannot be parsed"), new HttpHeaders());
  }

  /** A header or parameter that the firewall rejects when it is first read. */
  @ExceptionHandler
  ResponseEntity<ProblemDetail> refused(RequestRejectedException e) {
    return answer(
        Problem.of(Code.INVALID_REQUEST, "a header or a query parameter has a forbidden character"),
        new HttpHeaders());
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> failed(Exception e) {
    LOG.error("unexpected failure of a request", e);
    return answer(
        Problem.of(Code.INTERNAL_ERROR, "an unexpected error occurred"), new HttpHeaders());
  }

  @Override
  protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
      HttpMessageNotReadableException e,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    return widened(answer(unreadable(e.getCause()), headers));
  }

  private static ProblemDetail unreadable(@Nullable Throwable cause) {
    if (cause instanceof StreamConstraintsException) {
      return Problem.of(Code.BODY_TOO_LARGE, "the body is too large");
    }
    if (cause instanceof UnrecognizedPropertyException unknown) {
      return Problem.ofField(path(unknown), path(unknown) + " is not a field of this request")
          .detail();
    }
    if (cause instanceof InvalidNullException none && !none.getPath().isEmpty()) {
      return Problem.ofField(
              path(none), path(none) + " must not be null; omit it unless it is required")
          .detail();
    }
    if (cause instanceof DatabindException wrong && !wrong.getPath().isEmpty()) {
      return Problem.ofField(path(wrong), path(wrong) + " has the wrong type").detail();
    }
    if (cause instanceof StreamReadException malformed) {
      return Problem.of(
          Code.INVALID_REQUEST,
          "the body is not valid JSON: "
              + Optional.ofNullable(malformed.getOriginalMessage())
                  .orElse("it cannot be parsed")
                  .lines()
                  .findFirst()
                  .map(message -> message.split(" \\(start marker", 2)[0])
                  .orElse(""));
    }
    return Problem.of(Code.INVALID_REQUEST, "the body must be one JSON object");
  }

  private static String path(DatabindException e) {
    return e.getPath().stream()
        .map(step -> step.getPropertyName() == null ? "" + step.getIndex() : step.getPropertyName())
        .collect(Collectors.joining("."));
  }

  /** The response headers list the accepted types. */
  @Override
  protected @Nullable ResponseEntity<Object> handleHttpMediaTypeNotSupported(
      HttpMediaTypeNotSupportedException e,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    String read =
        e.getSupportedMediaTypes().stream()
            .map(Object::toString)
            .collect(Collectors.joining(" or "));
    return widened(
        answer(
            Problem.of(
                Code.UNSUPPORTED_MEDIA_TYPE, "this operation accepts " + read + ", in UTF-8"),
            headers));
  }

  @Override
  protected @Nullable ResponseEntity<Object> handleMissingServletRequestParameter(
      MissingServletRequestParameterException e,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    String name = e.getParameterName();
    return widened(answer(Problem.ofField(name, name + " is required").detail(), headers));
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> refused(MethodArgumentTypeMismatchException e) {
    String name = e.getName();
    return answer(Problem.ofField(name, name + " has the wrong type").detail(), new HttpHeaders());
  }

  @Override
  protected @Nullable ResponseEntity<Object> handleExceptionInternal(
      Exception e,
      @Nullable Object body,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    return widened(answer(Problem.of(code(status), title(status)), headers));
  }

  private static String title(HttpStatusCode status) {
    return code(status).title();
  }

  static Code code(HttpStatusCode status) {
    return List.of(
            Code.NOT_FOUND,
            Code.METHOD_NOT_ALLOWED,
            Code.NOT_ACCEPTABLE,
            Code.UNSUPPORTED_MEDIA_TYPE,
            Code.REQUEST_TIMEOUT,
            Code.BODY_TOO_LARGE)
        .stream()
        .filter(code -> code.status().isSameCodeAs(status))
        .findFirst()
        .orElse(status.is4xxClientError() ? Code.INVALID_REQUEST : Code.INTERNAL_ERROR);
  }

  private static ResponseEntity<ProblemDetail> answer(ProblemDetail problem, HttpHeaders headers) {
    HttpHeaders all = new HttpHeaders();
    all.putAll(headers);
    all.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
    return new ResponseEntity<>(problem, all, problem.getStatus());
  }

  @SuppressWarnings("unchecked")
  private static ResponseEntity<Object> widened(ResponseEntity<ProblemDetail> answer) {
    return (ResponseEntity<Object>) (ResponseEntity<?>) answer;
  }
}
