package dev.orgtable;

import java.util.UUID;

/**
 * The id of one invitation and of the membership that it becomes. Each invitation has a new one, so
 * that a request about an earlier invitation never affects a later one.
 *
 * @param value an opaque text, 1 to 64 characters of {@code A-Z a-z 0-9 . _ ~ -}
 */
public record MembershipId(String value) {

  /**
   * Checks the value.
   *
   * @throws InvalidInput if it breaks the rule
   */
  public MembershipId {
    value = Identifier.check("membership", value);
  }

  /** Returns a new id: a random UUID. */
  public static MembershipId random() {
    return new MembershipId(UUID.randomUUID().toString());
  }

  @Override
  public String toString() {
    return value;
  }
}
