package dev.orgtable.dynamodb;

/** The consistency of a read. */
public enum Consistency {
  /** Strongly consistent: reflects every write that was acknowledged before the read started. */
  STRONG,
  /** Eventually consistent: may miss recent writes, at half the read units. */
  EVENTUAL
}
