package dev.orgtable.server.console.page;

import dev.orgtable.Profile;
import java.util.Locale;

/** The first letters of a person's names, shown beside them. */
public final class Initials {

  private Initials() {}

  /** Returns the first letters of first and last name, in upper case. */
  public static String of(Profile profile) {
    return (first(profile.firstName()) + first(profile.lastName())).toUpperCase(Locale.ROOT);
  }

  private static String first(String name) {
    return name.codePoints()
        .limit(1)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
