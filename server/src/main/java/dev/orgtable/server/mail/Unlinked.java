package dev.orgtable.server.mail;

import java.util.regex.Pattern;

/**
 * Prevents mail clients from linkifying text. The text looks the same, but an invisible WORD JOINER
 * (U+2060) around each separator, between digits and inside {@code www} keeps clients from
 * recognising addresses, hosts and telephone numbers.
 */
final class Unlinked {

  private static final String JOINER = "\u2060";

  /** Some clients treat fullwidth forms like their ASCII equivalents. */
  private static final String SEPARATOR =
      "[.:/@\\\\\u2024\u3002\uFF0E\uFF61\uFE52\uFF1A\uFE55\uFF0F\uFF20\uFE6B\uFF3C]";

  private static final Pattern WHERE =
      Pattern.compile(
          ("(?<=\\S)(?=%1$s\\S)|(?<=\\S%1$s)(?=\\S)|(?<=[\\p{Nd}+\uFF0B])(?=\\p{Nd})"
                  + "|(?<=[wW\uFF37\uFF57])(?=[wW\uFF37\uFF57])")
              .formatted(SEPARATOR));

  private Unlinked() {}

  static String of(String text) {
    return WHERE.matcher(text).replaceAll(JOINER);
  }
}
