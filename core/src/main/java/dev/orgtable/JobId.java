package dev.orgtable;

import java.util.UUID;

/**
 * The id of a background job.
 *
 * @param value an opaque text, 1 to 64 characters of {@code A-Z a-z 0-9 . _ ~ -}
 */
public record JobId(String value) {

  /**
   * Checks the value.
   *
   * @throws InvalidInput if it breaks the rule
   */
  public JobId {
    value = Identifier.check("job", value);
  }

  /** Returns the id with this value. */
  public static JobId of(String value) {
    return new JobId(value);
  }

  /** Returns a new id: a random UUID. */
  public static JobId random() {
    return new JobId(UUID.randomUUID().toString());
  }

  @Override
  public String toString() {
    return value;
  }
}
