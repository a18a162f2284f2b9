package dev.orgtable.dynamodb;

/** An item is in the way that cannot be read, or that does not change. */
public final class UnreadableItemException extends RuntimeException {

  /**
   * Creates the exception.
   *
   * @param key where the item is
   */
  public UnreadableItemException(Key key) {
    super("the item at " + key + " is in the way");
  }
}
