package dev.orgtable.server.web;

import dev.orgtable.JobId;
import dev.orgtable.Outcome;
import java.net.URI;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

/** The answers to changes that may take long work: 202, with where the job is, if it does. */
public final class LongWork {

  private LongWork() {}

  /** Returns the answer to a deletion. */
  public static ResponseEntity<Void> deleted(Optional<JobId> job) {
    return job.map(id -> begun(id).<Void>build())
        .orElseGet(() -> ResponseEntity.noContent().build());
  }

  /** Returns the beginning of the answer to a change. */
  public static ResponseEntity.BodyBuilder changed(Optional<JobId> job) {
    return job.map(LongWork::begun).orElseGet(ResponseEntity::ok);
  }

  /**
   * Returns the beginning of the answer to a {@code PUT}: 201 if it made something new.
   *
   * @param place where that is
   */
  public static ResponseEntity.BodyBuilder stored(Outcome<?> outcome, URI place) {
    return outcome.effect() == Outcome.Effect.CREATED
        ? ResponseEntity.created(place)
        : changed(outcome.job());
  }

  private static ResponseEntity.BodyBuilder begun(JobId job) {
    return ResponseEntity.status(HttpStatus.ACCEPTED).location(Paths.job(job));
  }
}
