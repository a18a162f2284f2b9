package dev.orgtable;

/**
 * A user's id: the normalised e-mail address. Two spellings of one address are the same user.
 *
 * @param email the address, at most 254 characters, lower-cased, in normal form NFC, with an
 *     international domain in its ASCII form. Dots and plus signs are kept. Quoted local parts,
 *     comments, address literals, display names and domains of one label are refused
 */
public record UserId(String email) implements Comparable<UserId> {

  /**
   * Normalises the address.
   *
   * @throws InvalidInput if it is not an address; the message names the rule
   */
  public UserId {
    email = EmailAddress.normal(email);
  }

  /** Returns the id for an address in any spelling. */
  public static UserId of(String email) {
    return new UserId(email);
  }

  @Override
  public int compareTo(UserId other) {
    return email.compareTo(other.email);
  }

  @Override
  public String toString() {
    return email;
  }
}
