package dev.orgtable.facts;

import dev.orgtable.InvalidInput;
import dev.orgtable.Text;

/**
 * The id of a user, an organisation or a membership in an application or another system, such as
 * {@code crm-4711}. It is compared as it is: case matters.
 *
 * @param value 1 to 200 code points by the rules of {@link Text}, in normal form
 */
public record ExternalId(String value) {

  private static final String FIELD = "externalId";

  /**
   * Checks the value.
   *
   * @throws InvalidInput if it breaks a rule
   */
  public ExternalId {
    if (!Text.name(FIELD, value).equals(value)) {
      throw new InvalidInput(FIELD, "must be in normal form NFC, without spaces around it");
    }
  }

  /** Returns the id with this value. */
  public static ExternalId of(String value) {
    return new ExternalId(value);
  }

  @Override
  public String toString() {
    return value;
  }
}
