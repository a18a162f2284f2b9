package dev.orgtable;

import java.util.UUID;

/**
 * An organisation's id.
 *
 * @param value 1 to 64 characters of {@code A-Z a-z 0-9 . _ ~ -}
 */
public record OrganisationId(String value) implements Comparable<OrganisationId> {

  /**
   * Checks the value.
   *
   * @throws InvalidInput if it breaks the rule
   */
  public OrganisationId {
    value = Identifier.check("organisation", value);
  }

  /** Returns the id with this value. */
  public static OrganisationId of(String value) {
    return new OrganisationId(value);
  }

  /** Returns a new id: a random UUID. */
  public static OrganisationId random() {
    return new OrganisationId(UUID.randomUUID().toString());
  }

  @Override
  public int compareTo(OrganisationId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
