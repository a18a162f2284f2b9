package dev.orgtable;

import java.util.UUID;

/**
 * The identity of one invitation and of the membership that it becomes. New for each invitation, so
 * that what was meant for an earlier one never touches a later one.
 *
 * @param value an opaque text, 1 to 64 of {@code A-Z a-z 0-9 . _ ~ -}
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
