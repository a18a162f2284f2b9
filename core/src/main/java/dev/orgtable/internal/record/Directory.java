package dev.orgtable.internal.record;

import dev.orgtable.dynamodb.QuerySpec;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;

/**
 * The sparse index of organisations, users, API keys, jobs and invitations. Its partition key
 * {@code dir} is the kind; its sort key {@code dirRng} is the text to search by, or the time when
 * something is due.
 */
public final class Directory {

  public static final String PARTITION = "dir";
  public static final String SORT = "dirRng";
  public static final QuerySpec.Index INDEX = new QuerySpec.Index("directory", PARTITION, SORT);
  public static final String ORGANISATIONS = "organisation";
  public static final String USERS = "user";
  public static final String API_KEYS = "apiKey";
  public static final String JOBS = "job";
  public static final String DUE = "agenda";

  /** The longest sort key in bytes (Amazon DynamoDB, Developer Guide, quotas). */
  private static final int LONGEST = 1024;

  private Directory() {}

  /**
   * Returns the folded form of a text, which ignores case and compatibility forms, cut to the
   * longest sort key. Letters are folded one by one, independent of context (as for a final sigma),
   * so that a prefix of a name folds to a prefix of the folded name.
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

  /** Returns whether a text starts with a prefix, comparing folded forms without the cut. */
  public static boolean startsWith(String text, String prefix) {
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
