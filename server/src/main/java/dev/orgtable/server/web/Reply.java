package dev.orgtable.server.web;

import dev.orgtable.JobId;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

/**
 * A response that can be stored with a receipt.
 *
 * @param status the HTTP status
 * @param location the URL of a created resource, or of the job; null if none
 * @param etag the entity tag; null if none
 * @param body the body; null if none
 */
public record Reply<T>(
    int status, @Nullable String location, @Nullable String etag, @Nullable T body) {

  /** Returns the response 201. */
  public static <T> Reply<T> created(URI location, @Nullable String etag, T body) {
    return new Reply<>(HttpStatus.CREATED.value(), location.toString(), etag, body);
  }

  /** Returns the response 200 or 204. */
  public static <T> Reply<T> done(@Nullable String etag, T body) {
    return new Reply<>(HttpStatus.OK.value(), null, etag, body);
  }

  /** Returns the response to a change: 202 if a job completes it. */
  public static <T> Reply<T> changed(Optional<JobId> job, @Nullable String etag, T body) {
    return job.map(
            id -> new Reply<>(HttpStatus.ACCEPTED.value(), Paths.job(id).toString(), etag, body))
        .orElseGet(() -> done(etag, body));
  }

  /** Returns this response with another body. */
  public <U> Reply<U> with(U other) {
    return new Reply<>(status, location, etag, other);
  }

  /** Returns the Spring response. */
  public ResponseEntity<T> response() {
    return response(head());
  }

  /** Returns the Spring response, marked as not cacheable. */
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
