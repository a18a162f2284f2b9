package dev.orgtable;

import java.util.Optional;

/**
 * What a change came to: what is stored, whether that is new, and the job that does the rest, if it
 * did not fit one transaction.
 *
 * @param value what is stored
 * @param effect what was done to it
 * @param job empty if all is done
 */
public record Outcome<T>(T value, Effect effect, Optional<JobId> job) {

  /** What was done. */
  public enum Effect {
    /** There was nothing before. */
    CREATED,
    /** What was there was changed. */
    UPDATED,
    /** It was there already as it was wanted, and nothing was written. */
    UNCHANGED
  }

  /** Returns that something new was stored. */
  public static <T> Outcome<T> created(T value) {
    return new Outcome<>(value, Effect.CREATED, Optional.empty());
  }

  /** Returns that a change is done. */
  public static <T> Outcome<T> updated(T value) {
    return new Outcome<>(value, Effect.UPDATED, Optional.empty());
  }

  /** Returns that there was nothing to change. */
  public static <T> Outcome<T> unchanged(T value) {
    return new Outcome<>(value, Effect.UNCHANGED, Optional.empty());
  }

  /** Returns that a job does the rest of a change. */
  public static <T> Outcome<T> begun(T value, JobId job) {
    return new Outcome<>(value, Effect.UPDATED, Optional.of(job));
  }
}
