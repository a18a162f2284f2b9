package dev.orgtable.benchmarks.library;

/** The operations that are measured, each by the same requests. Returns what was read. */
interface Calls {

  /** Gets a user. */
  Object get();

  /** Answers whether a user is in a group. */
  Object check();

  /** Adds a member to a group of the organisation. */
  Object addToGroups();

  /** Invites a user. */
  Object invite();

  /** Reads an organisation with its 100 members. */
  Object details();
}
