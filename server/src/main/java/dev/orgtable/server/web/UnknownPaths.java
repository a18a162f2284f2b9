package dev.orgtable.server.web;

import dev.orgtable.server.caller.Rights;
import dev.orgtable.server.problem.Code;
import dev.orgtable.server.problem.Names;
import dev.orgtable.server.problem.Problem;
import java.util.List;
import java.util.Optional;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/** Tells where to read which paths there are, and which one a misspelt one may mean. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
final class UnknownPaths {

  private static final String VERSION = "v1";

  /** The first segments of paths, such as {@code organisations}. */
  private static final List<String> FIRST =
      Rights.table().keySet().stream()
          .map(row -> row.substring(row.indexOf(' ') + 1))
          .filter(path -> path.startsWith("/" + VERSION + "/"))
          .map(path -> path.split("/", -1)[2])
          .distinct()
          .sorted()
          .toList();

  @ExceptionHandler
  ResponseEntity<ProblemDetail> refused(NoResourceFoundException e) {
    String detail =
        meant(e.getResourcePath())
            .map(first -> "did you mean /" + VERSION + "/" + first + "? ")
            .orElse("");
    return ResponseEntity.status(Code.NOT_FOUND.status())
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(Problem.of(Code.NOT_FOUND, detail + "See /docs for the paths that there are"));
  }

  /** Returns the first segment that was meant; empty if it was given, or none is similar. */
  private static Optional<String> meant(String path) {
    List<String> segments = List.of(path.replaceAll("^/+", "").split("/", -1));
    boolean versioned = segments.get(0).equals(VERSION);
    int first = versioned ? 1 : 0;
    return segments.size() <= first
        ? Optional.empty()
        : Names.nearest(segments.get(first), FIRST)
            .filter(name -> !versioned || !name.equals(segments.get(first)));
  }
}
