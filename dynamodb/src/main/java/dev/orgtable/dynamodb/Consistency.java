package dev.orgtable.dynamodb;

/** What a read may miss. */
public enum Consistency {
  /** Nothing that was answered before the read began. */
  STRONG,
  /** What was written in the last moments, for half the read units. */
  EVENTUAL
}
