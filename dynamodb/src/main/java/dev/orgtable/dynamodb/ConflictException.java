package dev.orgtable.dynamodb;

import java.util.Optional;

/**
 * What an operation had read changed before it wrote: it has to begin again, as {@link
 * Table#retryOnConflict} does.
 */
public final class ConflictException extends RuntimeException {

  private final Optional<Item> found;

  /**
   * Creates the exception.
   *
   * @param found what was found in the way. If the very same is in the way at the next try, too,
   *     the operation gives up; empty to try on until the deadline
   */
  public ConflictException(Optional<Item> found) {
    super("changed since it was read", null, false, false);
    this.found = found;
  }

  /** Returns what was found in the way, if there was an item. */
  public Optional<Item> found() {
    return found;
  }
}
