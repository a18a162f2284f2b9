package dev.orgtable.facts;

import dev.orgtable.InvalidInput;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Texts by key that an application stores with a user, an organisation or a membership. Orgtable
 * does not interpret them: a value is stored as given.
 *
 * @param entries 0 to {@value #MOST_KEYS} texts by key, in order of the keys. A key is 1 to {@value
 *     #LONGEST_KEY} of the characters {@code A-Z a-z 0-9 . _ ~ : -}; a text has no control
 *     characters and no unpaired surrogates, and may be empty. All keys and texts together are at
 *     most {@value #MOST_BYTES} bytes in UTF-8.
 */
public record Metadata(SortedMap<String, String> entries) {

  /** The maximum number of keys. */
  public static final int MOST_KEYS = 50;

  /** The longest key, in characters. */
  public static final int LONGEST_KEY = 40;

  /** The maximum size of all keys and texts together, in bytes of UTF-8. */
  public static final int MOST_BYTES = 4096;

  /** No metadata. */
  public static final Metadata NONE = new Metadata(Collections.emptySortedMap());

  private static final String FIELD = "metadata";

  /** The number of characters of an overlong key that a message shows. */
  private static final int SHOWN = LONGEST_KEY;

  /**
   * Checks and copies the entries.
   *
   * @throws InvalidInput if they break a rule; the message names the key and the limit
   */
  public Metadata {
    SortedMap<String, String> copy = new TreeMap<>(entries);
    copy.forEach(Metadata::check);
    if (copy.size() > MOST_KEYS) {
      throw new InvalidInput(
          FIELD,
          "must have at most %d keys, and would have %d, the last by name being %s"
              .formatted(MOST_KEYS, copy.size(), copy.lastKey()));
    }
    checkSize(copy);
    entries = Collections.unmodifiableSortedMap(copy);
  }

  /**
   * Returns metadata with these entries.
   *
   * @throws InvalidInput if they break a rule
   */
  public static Metadata of(Map<String, String> entries) {
    return new Metadata(new TreeMap<>(entries));
  }

  /**
   * Returns this metadata after a merge patch (RFC 7396): a text is stored under its key, null
   * removes the key, and all other keys stay.
   *
   * @throws InvalidInput if the result breaks a rule
   */
  public Metadata patched(Map<String, @Nullable String> patch) {
    SortedMap<String, String> changed = new TreeMap<>(entries);
    patch.forEach(
        (key, text) -> {
          if (text == null) {
            changed.remove(key);
          } else {
            changed.put(key, text);
          }
        });
    return new Metadata(changed);
  }

  private static void check(String key, String text) {
    if (key.isEmpty() || key.length() > LONGEST_KEY || !key.chars().allMatch(Metadata::isAllowed)) {
      throw new InvalidInput(
          FIELD,
          "must have keys of 1 to %d of the characters A-Z a-z 0-9 . _ ~ : -, and has \"%s\""
              .formatted(LONGEST_KEY, shown(key)));
    }
    if (text.codePoints().anyMatch(Metadata::isRefused)) {
      throw new InvalidInput(
          FIELD + "." + key, "must not contain control characters or unpaired surrogates");
    }
  }

  private static boolean isAllowed(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || "._~:-".indexOf(c) >= 0;
  }

  private static boolean isRefused(int codePoint) {
    return Character.isISOControl(codePoint) || Character.getType(codePoint) == Character.SURROGATE;
  }

  /** Returns a key for a message, shortened and without what is not plain ASCII. */
  private static String shown(String key) {
    String start = key.length() > SHOWN ? key.substring(0, SHOWN) + "…" : key;
    return start.replaceAll("[^\\x20-\\x7e…]|\"", "?");
  }

  private static void checkSize(SortedMap<String, String> entries) {
    int total = entries.entrySet().stream().mapToInt(Metadata::bytes).sum();
    if (total > MOST_BYTES) {
      Map.Entry<String, String> largest =
          Collections.max(entries.entrySet(), Map.Entry.comparingByValue(Metadata::bySize));
      throw new InvalidInput(
          FIELD,
          "must be at most %d bytes in all, and would be %d, of which %s is %d"
              .formatted(MOST_BYTES, total, largest.getKey(), bytes(largest)));
    }
  }

  private static int bySize(String one, String other) {
    return Integer.compare(utf8(one), utf8(other));
  }

  private static int bytes(Map.Entry<String, String> entry) {
    return utf8(entry.getKey()) + utf8(entry.getValue());
  }

  private static int utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
