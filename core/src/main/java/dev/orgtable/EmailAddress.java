package dev.orgtable;

/**
 * The normalised e-mail address of a user. Two spellings of one address are the same user.
 *
 * @param value the address, at most 254 characters, lower-cased, in normal form NFC, with an
 *     international domain in its ASCII form. Dots and plus signs are kept. Quoted local parts,
 *     comments, address literals, display names and domains of one label are refused
 */
public record EmailAddress(String value) implements Comparable<EmailAddress> {

  /**
   * Normalises the address.
   *
   * @throws InvalidInput if it is not an address; the message names the rule
   */
  public EmailAddress {
    value = AddressSyntax.normal(value);
  }

  /** Returns the address, given in any spelling. */
  public static EmailAddress of(String email) {
    return new EmailAddress(email);
  }

  @Override
  public int compareTo(EmailAddress other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
