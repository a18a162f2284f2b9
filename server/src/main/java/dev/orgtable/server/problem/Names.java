package dev.orgtable.server.problem;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Formats and compares names given by callers. */
public final class Names {

  private static final int MOST_EDITS = 2;
  private static final int LONGEST = 60;
  private static final Pattern CONTROLS = Pattern.compile("\\p{C}");

  private Names() {}

  /** Returns a printable form of a name, at most 60 characters. */
  public static String shown(String name) {
    if (name.isEmpty()) {
      return "\"\"";
    }
    String cut = name.substring(0, Math.min(LONGEST, name.length()));
    return CONTROLS.matcher(cut).replaceAll("\ufffd");
  }

  /** Returns the known name most similar to the given one: up to case, {@code _} and two edits. */
  public static Optional<String> nearest(String name, Collection<String> known) {
    String given = plain(shown(name));
    return known.stream()
        .filter(each -> edits(given, plain(each)) <= Math.min(MOST_EDITS, each.length() / 2))
        .min(Comparator.comparingInt(each -> edits(given, plain(each))));
  }

  private static String plain(String name) {
    return name.replaceAll("[_-]", "").toLowerCase(Locale.ROOT);
  }

  /** Returns the edit distance (Levenshtein). */
  private static int edits(String from, String to) {
    int[] row = new int[to.length() + 1];
    Arrays.setAll(row, column -> column);
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[to.length()];
  }
}
