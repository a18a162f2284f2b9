package dev.orgtable.server.problem;

import dev.orgtable.InvalidInput;
import dev.orgtable.OrgtableException;
import dev.orgtable.web.RefusalCode;
import java.net.URI;
import java.util.List;
import org.springframework.http.ProblemDetail;

/** A refusal by the server itself rather than by the store. */
public final class Problem extends RuntimeException {

  private final Code code;
  private final List<FieldError> errors;
  private final long retryAfter;

  /** Creates a refusal with its explanation. */
  public Problem(Code code, String detail) {
    this(code, detail, List.of(), 0);
  }

  private Problem(Code code, String detail, List<FieldError> errors, long retryAfter) {
    super(detail);
    this.code = code;
    this.errors = errors;
    this.retryAfter = retryAfter;
  }

  /**
   * Returns the refusal of a caller who has reached a limit.
   *
   * @param retryAfter how many seconds later the caller may try again
   */
  public static Problem tooManyRequests(String detail, long retryAfter) {
    return new Problem(Code.TOO_MANY_REQUESTS, detail, List.of(), retryAfter);
  }

  /** Returns the refusal of one field of the request. */
  public static Problem ofField(String field, String message) {
    return new Problem(Code.INVALID_REQUEST, message, List.of(new FieldError(field, message)), 0);
  }

  /** Returns the refusal of bad input. */
  public static Problem of(InvalidInput input) {
    return ofField(input.field(), String.valueOf(input.getMessage()));
  }

  /** Returns the body of the response. */
  public ProblemDetail detail() {
    return of(code, getMessage() == null ? code.title() : getMessage(), errors);
  }

  /** Returns the stable code. */
  public Code code() {
    return code;
  }

  /** Returns how many seconds later the caller may try again; 0 if waiting does not help. */
  public long retryAfter() {
    return retryAfter;
  }

  /** Returns the errors of single fields. */
  public List<FieldError> errors() {
    return errors;
  }

  /** Returns the response body for a code. */
  public static ProblemDetail of(Code code, String detail) {
    return of(code, detail, List.of());
  }

  /** Returns the code of a refusal of the store. */
  public static Code codeOf(OrgtableException e) {
    return Code.of(e.getClass());
  }

  /** Returns the response body for a refusal of the store. */
  public static ProblemDetail of(OrgtableException e) {
    ProblemDetail problem = of(codeOf(e), Advice.after(e, RefusalCode.detail(e)));
    RefusalCode.properties(e).forEach(problem::setProperty);
    return problem;
  }

  static ProblemDetail of(Code code, String detail, List<FieldError> errors) {
    ProblemDetail problem = ProblemDetail.forStatusAndDetail(code.status(), detail);
    problem.setType(URI.create(RefusalCode.TYPE + code.text()));
    problem.setTitle(code.title());
    problem.setProperty("code", code.text());
    if (!errors.isEmpty()) {
      problem.setProperty("errors", errors);
    }
    return problem;
  }

  /**
   * The error of one field of a request.
   *
   * @param field the field of the body, or the parameter or header
   * @param message the rule that the value breaks
   */
  public record FieldError(String field, String message) {}
}
