package dev.orgtable;

/**
 * A user's identity: the normalised e-mail address. Two spellings of one address are one user.
 *
 * @param email the address: lower-cased, in normal form NFC, an international domain in its ASCII
 *     form, at most 254 characters. No folding of dots or plus signs. Quoted local parts, comments,
 *     address literals, display names and domains of one label are refused
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

  /** Returns the user known by an address, in any spelling of it. */
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
