package dev.orgtable.server.problem;

import dev.orgtable.InvalidInput;
import dev.orgtable.OrgtableException;
import dev.orgtable.OrgtableException.InvitationNotOpen;
import dev.orgtable.OrgtableException.LastOwner;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import org.springframework.http.ProblemDetail;

/** A refusal of the server's own, not of the store. */
public final class Problem extends RuntimeException {

  private final Code code;
  private final List<FieldError> errors;

  /** Refuses, saying why. */
  public Problem(Code code, String detail) {
    this(code, detail, List.of());
  }

  private Problem(Code code, String detail, List<FieldError> errors) {
    super(detail);
    this.code = code;
    this.errors = errors;
  }

  /** Returns the refusal of one field of the request. */
  public static Problem ofField(String field, String message) {
    return new Problem(Code.INVALID_REQUEST, message, List.of(new FieldError(field, message)));
  }

  /** Returns the refusal of bad input. */
  public static Problem of(InvalidInput input) {
    return ofField(input.field(), String.valueOf(input.getMessage()));
  }

  /** Returns what the caller is told. */
  public ProblemDetail detail() {
    return of(code, getMessage() == null ? code.title() : getMessage(), errors);
  }

  /** Returns the stable code. */
  public Code code() {
    return code;
  }

  /** Returns what is wrong with single fields. */
  public List<FieldError> errors() {
    return errors;
  }

  /** Returns what a caller is told of a problem. */
  public static ProblemDetail of(Code code, String detail) {
    return of(code, detail, List.of());
  }

  /** Returns the code of a refusal of the store. */
  public static Code codeOf(OrgtableException e) {
    return Refusals.code(e.getClass());
  }

  /** Returns what a caller is told of a refusal of the store. */
  public static ProblemDetail of(OrgtableException e) {
    ProblemDetail problem = of(Refusals.code(e.getClass()), Refusals.detail(e));
    if (e instanceof LastOwner last) {
      problem.setProperty(
          "organisations", last.organisations().stream().map(Object::toString).sorted().toList());
    }
    if (e instanceof InvitationNotOpen over) {
      problem.setProperty("ended", over.ending().name().toLowerCase(Locale.ROOT));
    }
    return problem;
  }

  static ProblemDetail of(Code code, String detail, List<FieldError> errors) {
    ProblemDetail problem = ProblemDetail.forStatusAndDetail(code.status(), detail);
    problem.setType(URI.create("urn:orgtable:problem:" + code.text()));
    problem.setTitle(code.title());
    problem.setProperty("code", code.text());
    if (!errors.isEmpty()) {
      problem.setProperty("errors", errors);
    }
    return problem;
  }

  /**
   * What is wrong with one field of a request.
   *
   * @param field the field of the body, or the parameter
   * @param message the rule
   */
  public record FieldError(String field, String message) {}
}
