package dev.orgtable.dynamodb;

import java.util.Optional;

/**
 * How the answer of an operation that is to be done once is kept: as an item of its own, under a
 * key made of what identifies the request.
 */
public interface KeptAnswer {

  /** Returns where the answer is kept. */
  Key key();

  /** Returns the item that keeps an answer. */
  Item item(String answer);

  /** Returns what must hold for an answer to be put: that there is none, or an expired one. */
  Condition free();

  /**
   * Reads a kept answer, or throws if it was given to another request.
   *
   * @return empty if it has expired
   */
  Optional<String> read(Item item);
}
