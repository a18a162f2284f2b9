package dev.orgtable.server.settings;

import dev.orgtable.InvalidInput;
import dev.orgtable.Text;
import java.util.Optional;

/**
 * What invitees see of the product: on the page of an invitation, and in its mail.
 *
 * @param name the product's name, 1 to {@value #LONGEST_NAME} code points by the rules of {@link
 *     Text}; empty for none, then pages have this server's own name
 * @param logo the logo, which needs a name
 * @param colour the colour of the button; empty for this server's own
 */
public record Brand(String name, Optional<Logo> logo, Optional<Colour> colour) {

  /** The longest name, in code points. */
  public static final int LONGEST_NAME = 50;

  /** No brand. */
  public static final Brand NONE = new Brand("", Optional.empty(), Optional.empty());

  /**
   * Validates the brand.
   *
   * @throws InvalidInput if the name breaks a rule, or there is a logo without a name, which those
   *     who do not see it need
   */
  public Brand {
    if (!name.isEmpty()) {
      name = Text.name("name", name);
    }
    if (name.codePointCount(0, name.length()) > LONGEST_NAME) {
      throw new InvalidInput("name", "must have at most " + LONGEST_NAME + " characters");
    }
    if (name.isEmpty() && logo.isPresent()) {
      throw new InvalidInput("name", "is needed for a logo");
    }
  }

  /** Returns whether there is anything to show. */
  public boolean isThere() {
    return !equals(NONE);
  }
}
