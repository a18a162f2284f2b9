package dev.orgtable.server.web;

import dev.orgtable.Expected;
import dev.orgtable.OrgtableException.Stale;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

/**
 * The preconditions of a request for a resource that has an {@code ETag} (RFC 9110, 13.1): {@code
 * If-Match} and {@code If-None-Match}. A controller that takes them passes them on to the store,
 * which evaluates them against what it then writes. Dates are no preconditions here, as no resource
 * has a {@code Last-Modified}.
 */
public final class Preconditions implements Expected {

  static final List<String> HEADERS = List.of(HttpHeaders.IF_MATCH, HttpHeaders.IF_NONE_MATCH);

  private final Optional<EntityTags> match;
  private final Optional<EntityTags> noneMatch;

  private Preconditions(Optional<EntityTags> match, Optional<EntityTags> noneMatch) {
    this.match = match;
    this.noneMatch = noneMatch;
  }

  /**
   * Reads the preconditions of a request.
   *
   * @throws dev.orgtable.server.problem.Problem if a header is not of the form that RFC 9110 gives
   *     it
   */
  static Preconditions of(HttpServletRequest request) {
    return new Preconditions(
        header(request, HttpHeaders.IF_MATCH)
            .map(value -> EntityTags.read(HttpHeaders.IF_MATCH, value)),
        header(request, HttpHeaders.IF_NONE_MATCH)
            .map(value -> EntityTags.read(HttpHeaders.IF_NONE_MATCH, value)));
  }

  /**
   * Returns the preconditions as they came, for telling requests apart; empty if there are none.
   */
  public static String text(HttpServletRequest request) {
    List<String> all = new ArrayList<>();
    for (String name : HEADERS) {
      header(request, name).ifPresent(value -> all.add("\n" + name + ": " + value));
    }
    return String.join("", all);
  }

  /** Returns a header, its lines joined; empty if there is none. */
  static Optional<String> header(HttpServletRequest request, String name) {
    List<String> lines = Collections.list(request.getHeaders(name));
    return lines.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", lines));
  }

  /** {@code If-Match} compares strongly: a weak tag matches nothing. */
  @Override
  public boolean admits(OptionalLong present) {
    Optional<String> tag =
        Stream.of(present)
            .filter(OptionalLong::isPresent)
            .map(each -> ETags.of(each.getAsLong()))
            .findFirst();
    return match.map(tags -> tag.filter(tags::hasStrong).isPresent()).orElse(true)
        && noneMatch.map(tags -> tag.filter(tags::has).isEmpty()).orElse(true);
  }

  /**
   * Answers a {@code GET}: 304 if the caller has this revision already.
   *
   * @param what what is read, for the refusal
   * @param revision the revision that stands in the table
   * @param body the answer
   * @throws Stale if {@code If-Match} names other revisions
   */
  public <T> ResponseEntity<T> answer(String what, long revision, T body) {
    String tag = ETags.of(revision);
    if (match.filter(tags -> !tags.hasStrong(tag)).isPresent()) {
      throw new Stale(what);
    }
    if (noneMatch.filter(tags -> tags.has(tag)).isPresent()) {
      return ResponseEntity.status(HttpStatus.NOT_MODIFIED).eTag(tag).build();
    }
    return ResponseEntity.ok().eTag(tag).body(body);
  }
}
