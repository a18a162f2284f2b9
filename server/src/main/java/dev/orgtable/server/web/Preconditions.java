package dev.orgtable.server.web;

import dev.orgtable.Expected;
import dev.orgtable.OrgtableException.Stale;
import dev.orgtable.server.caller.UserNames;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

/**
 * The preconditions {@code If-Match} and {@code If-None-Match} (RFC 9110, 13.1) of a request for a
 * resource with an {@code ETag}. The controller passes them to the store, which evaluates them
 * atomically with its write. Conditions on dates are ignored, since no resource has a {@code
 * Last-Modified}.
 */
public final class Preconditions implements Expected {

  static final List<String> HEADERS = List.of(HttpHeaders.IF_MATCH, HttpHeaders.IF_NONE_MATCH);

  private final @Nullable EntityTags match;
  private final @Nullable EntityTags noneMatch;

  /** The path names a user by id, who exists: nobody may be created at the former address. */
  private final boolean existing;

  private Preconditions(
      @Nullable EntityTags match, @Nullable EntityTags noneMatch, boolean existing) {
    this.existing = existing;
    this.match = match;
    this.noneMatch = noneMatch;
  }

  /**
   * Parses the preconditions of a request.
   *
   * @throws dev.orgtable.server.problem.Problem if a header is malformed (RFC 9110, 8.8.3)
   */
  static Preconditions of(HttpServletRequest request) {
    return new Preconditions(
        tags(request, HttpHeaders.IF_MATCH),
        tags(request, HttpHeaders.IF_NONE_MATCH),
        UserNames.isById(request));
  }

  private static @Nullable EntityTags tags(HttpServletRequest request, String name) {
    return header(request, name).map(value -> EntityTags.read(name, value)).orElse(null);
  }

  /**
   * Returns the preconditions as sent, for the fingerprint of a request; empty if there are none.
   */
  public static String text(HttpServletRequest request) {
    List<String> all = new ArrayList<>();
    for (String name : HEADERS) {
      header(request, name).ifPresent(value -> all.add("\n" + name + ": " + value));
    }
    return String.join("", all);
  }

  /** Returns the value of a header, its lines joined; empty if absent. */
  static Optional<String> header(HttpServletRequest request, String name) {
    List<String> lines = Collections.list(request.getHeaders(name));
    return lines.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", lines));
  }

  /** Uses the strong comparison for {@code If-Match}: a weak tag never matches. */
  @Override
  public boolean admits(OptionalLong present) {
    Optional<String> tag =
        Stream.of(present)
            .filter(OptionalLong::isPresent)
            .map(each -> EntityTags.of(each.getAsLong()))
            .findFirst();
    return (!existing || present.isPresent())
        && (match == null || tag.filter(match::hasStrong).isPresent())
        && (noneMatch == null || tag.filter(noneMatch::has).isEmpty());
  }

  /**
   * Responds to a {@code GET}: 304 if {@code If-None-Match} names the current revision.
   *
   * @param what the name of the resource, for the refusal
   * @param revision the current revision
   * @param body the body of the response
   * @throws Stale if {@code If-Match} names other revisions only
   */
  public <T> ResponseEntity<T> answer(String what, long revision, T body) {
    String tag = EntityTags.of(revision);
    if (match != null && !match.hasStrong(tag)) {
      throw new Stale(what);
    }
    if (noneMatch != null && noneMatch.has(tag)) {
      return ResponseEntity.status(HttpStatus.NOT_MODIFIED).eTag(tag).build();
    }
    return ResponseEntity.ok().eTag(tag).body(body);
  }
}
