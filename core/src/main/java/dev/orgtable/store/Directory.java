package dev.orgtable.store;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;

/**
 * The sparse index over organisations, users, API keys, jobs, and invitations: by {@code dir}, what
 * they are, and {@code dirRng}, what to search for, or when something is due.
 */
final class Directory {

  static final String INDEX = "directory";
  static final String PARTITION = "dir";
  static final String SORT = "dirRng";
  static final String ORGANISATIONS = "organisation";
  static final String USERS = "user";
  static final String API_KEYS = "apiKey";
  static final String JOBS = "job";
  static final String AGENDA = "agenda";

  /** The longest sort key in bytes (Amazon DynamoDB, Developer Guide, quotas). */
  private static final int LONGEST = 1024;

  private Directory() {}

  /**
   * Returns a text as it is searched for: case and compatibility forms do not count. Each letter is
   * folded by itself, so that what a name begins with folds to what its folded form begins with (a
   * final sigma would not). Cut where an index key must end.
   */
  static String fold(String text) {
    String folded = foldWhole(text);
    StringBuilder cut = new StringBuilder();
    int bytes = 0;
    for (int codePoint : folded.codePoints().toArray()) {
      bytes += Character.toString(codePoint).getBytes(StandardCharsets.UTF_8).length;
      if (bytes > LONGEST) {
        break;
      }
      cut.appendCodePoint(codePoint);
    }
    return cut.toString();
  }

  /** Returns whether a text begins with another one, both folded, also beyond the cut. */
  static boolean begins(String text, String prefix) {
    return foldWhole(text).startsWith(foldWhole(prefix));
  }

  private static String foldWhole(String text) {
    String compatible = Normalizer.normalize(text, Normalizer.Form.NFKC);
    String lower = lowerCase(lowerCase(compatible).toUpperCase(Locale.ROOT));
    return Normalizer.normalize(lower, Normalizer.Form.NFKC);
  }

  private static String lowerCase(String text) {
    return text.codePoints()
        .map(Character::toLowerCase)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
