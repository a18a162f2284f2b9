package dev.orgtable.server.web;

import dev.orgtable.server.problem.Problem;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The entity tags of a precondition header (RFC 9110, 8.8.3).
 *
 * @param any whether the header is {@code *}, which matches every tag
 * @param strong the strong tags, in quotes
 * @param weak the weak tags, without {@code W/}
 */
public record EntityTags(boolean any, Set<String> strong, Set<String> weak) {

  /** One list element, which may be empty (RFC 9110, 5.6.1), with the comma after it. */
  private static final Pattern ELEMENT =
      Pattern.compile("[ \\t]*+(?:(W/)?(\"[\\x21\\x23-\\x7e\\x80-\\xff]*+\"))?+[ \\t]*+(?:,|\\z)");

  /** Returns the entity tag of a revision, such as {@code "3"}. */
  public static String of(long revision) {
    return "\"" + revision + "\"";
  }

  /**
   * Parses a header.
   *
   * @throws Problem if the value is neither {@code *} nor a list of entity tags
   */
  static EntityTags read(String name, String value) {
    if (value.strip().equals("*")) {
      return new EntityTags(true, Set.of(), Set.of());
    }
    EntityTags tags = new EntityTags(false, new HashSet<>(), new HashSet<>());
    Matcher element = ELEMENT.matcher(value);
    for (int from = 0; from < value.length(); from = element.end()) {
      if (!element.region(from, value.length()).lookingAt()) {
        throw malformed(name);
      }
      if (element.group(2) != null) {
        (element.group(1) == null ? tags.strong : tags.weak).add(element.group(2));
      }
    }
    if (tags.strong.isEmpty() && tags.weak.isEmpty()) {
      throw malformed(name);
    }
    return tags;
  }

  private static Problem malformed(String name) {
    return Problem.ofField(name, name + " must be *, or a list of ETags such as \"1\", \"2\"");
  }

  /** Returns whether a strong tag matches: the strong comparison. */
  boolean hasStrong(String tag) {
    return any || strong.contains(tag);
  }

  /** Returns whether any tag matches, weak or strong: the weak comparison. */
  boolean has(String tag) {
    return hasStrong(tag) || weak.contains(tag);
  }
}
