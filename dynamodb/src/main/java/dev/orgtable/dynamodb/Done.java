package dev.orgtable.dynamodb;

/** The answer of an {@link Operation} that has nothing to answer. */
public enum Done {
  /** The operation is complete. */
  DONE
}
