package dev.orgtable.dynamodb;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An item changed between the operation's read and its write: the operation must be retried, as
 * {@link Table#retryOnConflict} does.
 */
public final class ConflictException extends RuntimeException {

  private final @Nullable Item found;

  /** Creates a conflict that is retried until the deadline. */
  public ConflictException() {
    this(null);
  }

  /**
   * Creates a conflict with the item that the condition failed on.
   *
   * @param found the item: if the next attempt finds the identical one, the operation gives up;
   *     null if it does not exist
   */
  public ConflictException(@Nullable Item found) {
    super("changed since it was read", null, false, false);
    this.found = found;
  }

  /** Returns the item that the condition failed on, if it exists. */
  public Optional<Item> found() {
    return Optional.ofNullable(found);
  }
}
