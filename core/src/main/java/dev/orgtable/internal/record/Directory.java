package dev.orgtable.internal.record;

import dev.orgtable.dynamodb.Index;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;

/**
 * The sparse index over organisations, users, API keys, jobs, and invitations: by {@code dir}, what
 * they are, and {@code dirRng}, what to search for, or when something is due.
 */
public final class Directory {

  public static final String PARTITION = "dir";
  public static final String SORT = "dirRng";
  public static final Index INDEX = new Index("directory", PARTITION, SORT);
  public static final String ORGANISATIONS = "organisation";
  public static final String USERS = "user";
  public static final String API_KEYS = "apiKey";
  public static final String JOBS = "job";
  public static final String AGENDA = "agenda";

  /** The longest sort key in bytes (Amazon DynamoDB, Developer Guide, quotas). */
  private static final int LONGEST = 1024;

  private Directory() {}

  /**
   * Returns a text as it is searched for: case and compatibility forms do not count. Each letter is
   * folded by itself, so that what a name begins with folds to what its folded form begins with (a
   * final sigma would not). Cut where an index key must end.
   */
  public static String fold(String text) {
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
  public static boolean begins(String text, String prefix) {
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
