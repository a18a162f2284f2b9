package dev.orgtable.internal;

import dev.orgtable.Group;
import dev.orgtable.InvalidInput;
import dev.orgtable.Text;
import java.util.regex.Pattern;

/**
 * The rules for new names and ids. Existing ones that break them are still read, so that nobody
 * loses rights and they can be removed.
 */
public final class NewNames {

  /** The path segments that a client removes by the WHATWG URL standard. */
  private static final Pattern DOT_SEGMENT =
      Pattern.compile("(\\.|%2e){1,2}", Pattern.CASE_INSENSITIVE);

  private static final Pattern SPACES = Pattern.compile("[\\p{Z}\\s]+");
  private static final Pattern PLURAL = Pattern.compile("[sSｓＳѕЅ]$");

  private static final int LONGEST_DOT_SEGMENT = "%2e%2e".length();

  private NewNames() {}

  /**
   * Refuses an id or a name that cannot be a path segment of a URL.
   *
   * @param field the name of the field, for the exception
   */
  public static void check(String field, String value) {
    if (value.length() <= LONGEST_DOT_SEGMENT && DOT_SEGMENT.matcher(value).matches()) {
      throw new InvalidInput(
          field, "must not be " + value + ", which cannot be a path segment of a URL");
    }
  }

  /**
   * Refuses a label that reads like the group of owners, also in the plural and with any spaces:
   * what people see must tell them apart.
   */
  public static void checkLabel(String label) {
    String letters = PLURAL.matcher(SPACES.matcher(label).replaceAll("")).replaceAll("");
    if (letters.equals(Group.OWNER.name().value()) || LooksLikeOwner.test(letters)) {
      throw new InvalidInput("label", "must not look like " + Group.OWNER.name());
    }
  }

  /** Refuses a group whose name looks like another one or cannot be a path segment of a URL. */
  public static void check(Group group) {
    String name = group.name().value();
    check("group", name);
    Text.refuseInvisible("group", name);
    if (group instanceof Group.OfOrganisation && LooksLikeOwner.test(name)) {
      throw new InvalidInput("group", "must not look like " + Group.OWNER.name());
    }
  }
}
