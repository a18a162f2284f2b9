package dev.orgtable.server.problem;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ProblemDetail;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JacksonException.Reference;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.InvalidNullException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Says what is wrong with a body that the operation cannot read. */
final class UnreadableBody {

  private static final Map<Class<?>, String> TYPES =
      Map.of(
          String.class, "text",
          boolean.class, "true or false",
          Boolean.class, "true or false",
          int.class, "a whole number",
          Integer.class, "a whole number",
          long.class, "a whole number",
          Long.class, "a whole number");

  private UnreadableBody() {}

  /**
   * Returns the body of the response.
   *
   * @param operation the name of the operation; empty if it is not known
   */
  static ProblemDetail problem(@Nullable Throwable cause, String operation) {
    if (cause instanceof StreamConstraintsException) {
      return Problem.of(Code.BODY_TOO_LARGE, "the body is too large");
    }
    if (cause instanceof StreamReadException malformed) {
      return Problem.of(Code.INVALID_REQUEST, syntax(malformed));
    }
    if (cause instanceof DatabindException wrong && !wrong.getPath().isEmpty()) {
      String field = path(wrong);
      return Problem.ofField(field, field + " " + rule(wrong, operation)).detail();
    }
    return Problem.of(Code.INVALID_REQUEST, "the body must be one JSON object");
  }

  private static String rule(DatabindException wrong, String operation) {
    if (wrong instanceof UnrecognizedPropertyException unknown) {
      return "is not a field of this request" + meant(unknown);
    }
    if (wrong instanceof InvalidNullException none) {
      return none(none, operation);
    }
    return wrong instanceof MismatchedInputException mismatched
        ? "must be " + type(mismatched.getTargetType())
        : "has the wrong type";
  }

  private static String meant(UnrecognizedPropertyException unknown) {
    List<String> fields = unknown.getKnownPropertyIds().stream().map(Object::toString).toList();
    return Names.nearest(unknown.getPropertyName(), fields)
        .map(nearest -> "; did you mean " + nearest + "?")
        .orElse(fields.isEmpty() ? "" : "; it takes " + String.join(", ", fields));
  }

  /** Null is no value of a field: one that may be omitted must be omitted. */
  private static String none(InvalidNullException none, String operation) {
    List<Reference> steps = none.getPath();
    Reference last = steps.get(steps.size() - 1);
    if (last.getPropertyName() == null) {
      return "must not be null";
    }
    String field = last.getPropertyName();
    boolean required =
        RequiredFields.of(record(last)).contains(field)
            || (steps.size() == 1 && RequiredFields.of(operation).contains(field));
    return required ? "is required" : "must not be null; omit it unless it is required";
  }

  private static String record(Reference step) {
    Object from = step.from();
    Class<?> type = from instanceof Class<?> of ? of : from == null ? Void.class : from.getClass();
    return type.getSimpleName();
  }

  private static String type(@Nullable Class<?> type) {
    if (type == null) {
      return "of another type";
    }
    if (Collection.class.isAssignableFrom(type)) {
      return "a list";
    }
    return Optional.ofNullable(TYPES.get(type)).orElse("an object");
  }

  /** Returns what the parser found, and where; the codes of characters are left out. */
  private static String syntax(StreamReadException malformed) {
    String found =
        Optional.ofNullable(malformed.getOriginalMessage())
            .orElse("it cannot be parsed")
            .lines()
            .findFirst()
            .map(message -> message.split(" \\(start marker", 2)[0])
            .orElse("");
    return "the body is not valid JSON: "
        + found.replaceAll(" \\(code [^)]*\\)|, code \\d+", "")
        + " (line "
        + malformed.getLocation().getLineNr()
        + ", column "
        + malformed.getLocation().getColumnNr()
        + ")";
  }

  private static String path(JacksonException e) {
    return e.getPath().stream()
        .map(step -> step.getPropertyName() == null ? "" + step.getIndex() : step.getPropertyName())
        .collect(Collectors.joining("."));
  }
}
