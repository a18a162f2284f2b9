package dev.orgtable.cli;

import java.util.Locale;

/**
 * Escapes text for output on one line: item attributes may contain control characters, which could
 * break the line or be interpreted by a terminal.
 */
final class Line {

  private Line() {}

  /** Returns the text with control and format characters as Java escapes. */
  static String of(String text) {
    StringBuilder line = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            codePoint -> {
              if (isUnprintable(codePoint)) {
                line.append(String.format(Locale.ROOT, "\\u%04x", codePoint));
              } else {
                line.appendCodePoint(codePoint);
              }
            });
    return line.toString();
  }

  private static boolean isUnprintable(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          true;
      default -> false;
    };
  }
}
