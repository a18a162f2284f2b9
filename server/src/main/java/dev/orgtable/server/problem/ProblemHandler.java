package dev.orgtable.server.problem;

import static java.util.stream.Collectors.joining;

import dev.orgtable.InvalidInput;
import dev.orgtable.OrgtableException;
import dev.orgtable.OrgtableException.Unavailable;
import java.util.List;
import java.util.stream.Stream;
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
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

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
    return widened(answer(UnreadableBody.problem(e.getCause(), operation(request)), headers));
  }

  private static String operation(WebRequest request) {
    return request.getAttribute(
                HandlerMapping.BEST_MATCHING_HANDLER_ATTRIBUTE, RequestAttributes.SCOPE_REQUEST)
            instanceof HandlerMethod handler
        ? handler.getMethod().getName()
        : "";
  }

  /** The response has the header {@code Allow}, too. */
  @Override
  protected @Nullable ResponseEntity<Object> handleHttpRequestMethodNotSupported(
      HttpRequestMethodNotSupportedException e,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    String[] methods = e.getSupportedMethods();
    return methods == null
        ? handleExceptionInternal(e, null, headers, status, request)
        : widened(
            answer(
                Problem.of(
                    Code.METHOD_NOT_ALLOWED,
                    "this path supports " + Stream.of(methods).sorted().collect(joining(", "))),
                headers));
  }

  /** The response headers list the accepted types. */
  @Override
  protected @Nullable ResponseEntity<Object> handleHttpMediaTypeNotSupported(
      HttpMediaTypeNotSupportedException e,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    String read =
        e.getSupportedMediaTypes().stream().map(Object::toString).collect(joining(" or "));
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
