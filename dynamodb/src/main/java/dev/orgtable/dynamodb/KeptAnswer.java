package dev.orgtable.dynamodb;

import java.util.Optional;

/**
 * How the result of an idempotent operation is stored: as an item whose key is derived from the
 * idempotency key.
 */
public interface KeptAnswer {

  /** Returns the key of the item. */
  Key key();

  /** Returns the item that stores a result. */
  Item item(String answer);

  /** Returns the condition for storing a result: there is none, or it has expired. */
  Condition free();

  /**
   * Parses a stored result; throws if it belongs to a different request.
   *
   * @return empty if it has expired
   */
  Optional<String> read(Item item);
}
