package dev.orgtable;

import java.util.Optional;

/**
 * What a change came to that reaches many records: what is stored, and the job that does the rest,
 * if it did not fit one transaction.
 *
 * @param value what is stored
 * @param job empty if all is done
 */
public record Outcome<T>(T value, Optional<JobId> job) {

  /** Returns that all is done. */
  public static <T> Outcome<T> done(T value) {
    return new Outcome<>(value, Optional.empty());
  }

  /** Returns that a job does the rest. */
  public static <T> Outcome<T> begun(T value, JobId job) {
    return new Outcome<>(value, Optional.of(job));
  }
}
