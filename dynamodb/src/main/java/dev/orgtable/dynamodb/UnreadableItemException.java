package dev.orgtable.dynamodb;

/** An item is invalid under its key, or repeatedly fails a condition without changing. */
public final class UnreadableItemException extends RuntimeException {

  /**
   * Creates the exception.
   *
   * @param key the item's key
   */
  public UnreadableItemException(Key key) {
    super("the item at " + key + " is invalid or cannot be written");
  }
}
