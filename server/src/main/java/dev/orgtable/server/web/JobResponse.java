package dev.orgtable.server.web;

import dev.orgtable.JobId;
import java.util.Optional;
import org.springframework.http.ResponseEntity;

/** The response to a deletion that may start a job: 202 with the job's URL, or 204. */
public final class JobResponse {

  private JobResponse() {}

  /** Returns the response to a deletion. */
  public static ResponseEntity<Void> of(Optional<JobId> job) {
    return job.map(id -> ResponseEntity.accepted().location(Paths.job(id)).<Void>build())
        .orElseGet(() -> ResponseEntity.noContent().build());
  }
}
