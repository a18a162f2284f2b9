package dev.orgtable.server.web;

import dev.orgtable.JobId;
import java.util.Optional;
import org.springframework.http.ResponseEntity;

/** The answer to a deletion that may take long work: 202, with where the job is, if it does. */
public final class LongWork {

  private LongWork() {}

  /** Returns the answer to a deletion. */
  public static ResponseEntity<Void> deleted(Optional<JobId> job) {
    return job.map(id -> ResponseEntity.accepted().location(Paths.job(id)).<Void>build())
        .orElseGet(() -> ResponseEntity.noContent().build());
  }
}
