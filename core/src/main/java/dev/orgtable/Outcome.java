package dev.orgtable;

import java.util.Optional;

/**
 * The outcome of a change: the stored value, what was done, and the job that completes the change
 * if it does not fit one transaction.
 *
 * @param value the value as stored
 * @param effect what was done
 * @param job the job that completes the change; empty if it is complete
 */
public record Outcome<T>(T value, Effect effect, Optional<JobId> job) {

  /** The effect of an operation on a record. */
  public enum Effect {
    /** A new record was created. */
    CREATED,
    /** An existing record was changed. */
    UPDATED,
    /** The record already was as requested; nothing was written. */
    UNCHANGED
  }

  /** Returns the outcome that a value was created. */
  public static <T> Outcome<T> created(T value) {
    return new Outcome<>(value, Effect.CREATED, Optional.empty());
  }

  /** Returns the outcome that a value was updated. */
  public static <T> Outcome<T> updated(T value) {
    return new Outcome<>(value, Effect.UPDATED, Optional.empty());
  }

  /** Returns the outcome that nothing was changed. */
  public static <T> Outcome<T> unchanged(T value) {
    return new Outcome<>(value, Effect.UNCHANGED, Optional.empty());
  }

  /** Returns the outcome that a value was updated and a job completes the change. */
  public static <T> Outcome<T> begun(T value, JobId job) {
    return new Outcome<>(value, Effect.UPDATED, Optional.of(job));
  }
}
