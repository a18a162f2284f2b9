package dev.orgtable.dynamodb;

import java.util.Collection;

/**
 * Receives the keys of everything that a connection writes, on the thread that writes, for example
 * to invalidate a cache.
 */
@FunctionalInterface
public interface WriteListener {

  /** Ignores all writes. */
  WriteListener NONE = keys -> {};

  /**
   * Receives the keys of a write after its last attempt and before the operation goes on, whether
   * the write was applied, refused or failed. If its outcome is unknown, DynamoDB may still apply
   * it later.
   *
   * @param keys the keys that were to be written, and those whose conditions were only checked
   */
  void wrote(Collection<Key> keys);
}
