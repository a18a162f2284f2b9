package dev.orgtable;

import java.util.UUID;

/**
 * A service's id, unique within its organisation.
 *
 * @param value 1 to 64 characters of {@code A-Z a-z 0-9 . _ ~ -}
 */
public record ServiceId(String value) implements Comparable<ServiceId> {

  /**
   * Checks the value.
   *
   * @throws InvalidInput if it breaks the rule
   */
  public ServiceId {
    value = Identifier.check("service", value);
  }

  /** Returns the id with this value. */
  public static ServiceId of(String value) {
    return new ServiceId(value);
  }

  /** Returns a new id: a random UUID. */
  public static ServiceId random() {
    return new ServiceId(UUID.randomUUID().toString());
  }

  @Override
  public int compareTo(ServiceId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
