package dev.orgtable.cli;

import java.util.Locale;

/**
 * What is told of items, on one line whatever they hold: another program may have written control
 * characters, which would break the line or be obeyed by a terminal.
 */
final class Line {

  private Line() {}

  /** Returns a text with its control and format characters as Java's escapes. */
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
