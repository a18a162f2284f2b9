package dev.orgtable;

/**
 * A user's names and phone number.
 *
 * @param firstName 1 to 200 code points
 * @param lastName 0 to 200 code points
 * @param phone 0 to 200 code points, not interpreted
 */
public record Profile(String firstName, String lastName, String phone) {

  /**
   * Normalises the texts.
   *
   * @throws InvalidInput if one breaks a rule of {@link Text}; the message names the field and the
   *     rule
   */
  public Profile {
    firstName = Text.name("firstName", firstName);
    lastName = Text.optional("lastName", lastName);
    phone = Text.optional("phone", phone);
  }

  /** Returns the first and the last name, with a space between them if both are there. */
  public String name() {
    return lastName.isEmpty() ? firstName : firstName + " " + lastName;
  }
}
