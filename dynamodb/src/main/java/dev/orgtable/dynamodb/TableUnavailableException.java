package dev.orgtable.dynamodb;

import org.jspecify.annotations.Nullable;

/** The table could not be reached within the deadline. */
public final class TableUnavailableException extends RuntimeException {

  private final boolean maybeApplied;

  /**
   * Creates the exception.
   *
   * @param maybeApplied whether a write may have been applied
   */
  public TableUnavailableException(String why, boolean maybeApplied, @Nullable Throwable cause) {
    super(why, cause);
    this.maybeApplied = maybeApplied;
  }

  /** Returns whether a write may have been applied. */
  public boolean maybeApplied() {
    return maybeApplied;
  }
}
