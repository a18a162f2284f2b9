package dev.orgtable;

/** A permission of an API key. No scope includes another. */
public enum Scope {
  /** Read everything in the table. */
  READ,
  /** Change everything in the table. */
  WRITE,
  /** Create, list and revoke API keys. */
  ADMIN
}
