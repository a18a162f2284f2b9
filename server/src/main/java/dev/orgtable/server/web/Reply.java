package dev.orgtable.server.web;

import dev.orgtable.JobId;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

/**
 * An answer that can be stored.
 *
 * @param status the HTTP status
 * @param location where the resource is, if one was created, or the job, if there is one
 * @param etag its entity tag, if it has one
 * @param body its body, if it has one
 */
public record Reply<T>(
    int status, @Nullable String location, @Nullable String etag, @Nullable T body) {

  /** Returns the answer that something was created. */
  public static <T> Reply<T> created(URI location, @Nullable String etag, T body) {
    return new Reply<>(HttpStatus.CREATED.value(), location.toString(), etag, body);
  }

  /** Returns the answer that something was done. */
  public static <T> Reply<T> done(@Nullable String etag, T body) {
    return new Reply<>(HttpStatus.OK.value(), null, etag, body);
  }

  /** Returns the answer that something was done, or that a job does the rest. */
  public static <T> Reply<T> changed(Optional<JobId> job, @Nullable String etag, T body) {
    return job.map(
            id -> new Reply<>(HttpStatus.ACCEPTED.value(), Paths.job(id).toString(), etag, body))
        .orElseGet(() -> done(etag, body));
  }

  /** Returns the same answer with another body. */
  public <U> Reply<U> with(U other) {
    return new Reply<>(status, location, etag, other);
  }

  /** Returns the answer. */
  public ResponseEntity<T> response() {
    return response(head());
  }

  /** Returns the answer, which nobody on its way may store. */
  public ResponseEntity<T> unstored() {
    return response(head().header(HttpHeaders.CACHE_CONTROL, "no-store"));
  }

  private ResponseEntity.BodyBuilder head() {
    ResponseEntity.BodyBuilder response = ResponseEntity.status(status);
    if (location != null) {
      response.header(HttpHeaders.LOCATION, location);
    }
    if (etag != null) {
      response.eTag(etag);
    }
    return response;
  }

  private ResponseEntity<T> response(ResponseEntity.BodyBuilder response) {
    return body == null ? response.build() : response.body(body);
  }
}
