package dev.orgtable.benchmarks.library;

/**
 * The operations to measure; all implementations send the same requests. Each returns what was
 * read.
 */
interface Calls {

  /** Gets a user. */
  Object get();

  /** Checks whether a user is in a group. */
  Object check();

  /** Makes the same check; from memory, if this way has a cache. */
  default Object checkFromMemory() {
    return check();
  }

  /** Adds a member to a group of the organisation. */
  Object addToGroups();

  /** Invites a user. */
  Object invite();

  /** Reads an organisation with its 100 members. */
  Object details();
}
