package dev.orgtable.store;

import dev.orgtable.Group;
import dev.orgtable.InvalidInput;
import dev.orgtable.Text;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What names and ids must be when they are made. Those that a table holds already are read as they
 * are, so that whoever holds them is not without them, and they can be taken away.
 */
final class NewNames {

  /** What a client that keeps the WHATWG's URL standard takes out of a path. */
  private static final Pattern DOT_SEGMENT =
      Pattern.compile("(\\.|%2e){1,2}", Pattern.CASE_INSENSITIVE);

  private NewNames() {}

  /**
   * Refuses an id or a name that cannot stand between the slashes of a path.
   *
   * @param field what it is, for the refusal
   */
  static void check(String field, String value) {
    if (DOT_SEGMENT.matcher(value).matches()) {
      throw new InvalidInput(field, "must not be " + value + ": no path of a URL can hold it");
    }
  }

  /**
   * Refuses a group that could not be told from another one by its name, or not be reached by it.
   */
  static void check(Group group) {
    String name = group.name().value();
    check("group", name);
    name.codePoints()
        .filter(Text::isInvisible)
        .findFirst()
        .ifPresent(
            codePoint -> {
              throw new InvalidInput(
                  "group",
                  String.format(
                      Locale.ROOT, "must not contain invisible characters: U+%04X", codePoint));
            });
    if (group instanceof Group.OfOrganisation && LooksLikeOwner.test(name)) {
      throw new InvalidInput("group", "must not look like " + Group.OWNER.name());
    }
  }
}
