package dev.orgtable;

/** What an API key is good for. None includes another. */
public enum Scope {
  /** To read everything in the table. */
  READ,
  /** To change everything in the table. */
  WRITE,
  /** To make, list and revoke API keys. */
  ADMIN
}
