package dev.orgtable.dynamodb;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an operation had read changed before it wrote: it has to begin again, as {@link
 * Table#retryOnConflict} does.
 */
public final class ConflictException extends RuntimeException {

  private final @Nullable Item found;

  /** Creates a conflict that is tried again until the deadline. */
  public ConflictException() {
    this(null);
  }

  /**
   * Creates a conflict with what was found in the way.
   *
   * @param found if the very same is in the way at the next try, too, the operation gives up; null
   *     if there was nothing
   */
  public ConflictException(@Nullable Item found) {
    super("changed since it was read", null, false, false);
    this.found = found;
  }

  /** Returns what was found in the way, if there was an item. */
  public Optional<Item> found() {
    return Optional.ofNullable(found);
  }
}
