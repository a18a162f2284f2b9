package dev.orgtable.benchmarks;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A Markdown table. */
public final class Markdown {

  private static final int WIDTH = 120;

  private final StringBuilder text = new StringBuilder();

  /** Creates a table with these column headings. */
  public Markdown(String... heads) {
    row(List.of(heads));
    row(List.of(heads).stream().map(head -> "---").toList());
  }

  /** Adds a row. */
  public Markdown row(Object... cells) {
    return row(List.of(cells));
  }

  private Markdown row(List<?> cells) {
    text.append('|');
    cells.forEach(cell -> text.append(' ').append(cell).append(" |"));
    text.append('\n');
    return this;
  }

  /** Formats a number: without decimals if it is whole, otherwise with this many. */
  public static String number(double value, int digits) {
    return value == Math.rint(value)
        ? String.format(Locale.ROOT, "%,d", (long) value)
        : String.format(Locale.ROOT, "%,." + digits + "f", value);
  }

  @Override
  public String toString() {
    return text.toString();
  }

  /** Returns a text with its paragraphs wrapped; tables, headings and images stay on one line. */
  public static String wrapped(String text) {
    return text.lines().map(Markdown::wrap).collect(Collectors.joining("\n"));
  }

  private static String wrap(String line) {
    if (line.length() <= WIDTH || "|!#".indexOf(line.charAt(0)) >= 0) {
      return line;
    }
    StringBuilder wrapped = new StringBuilder();
    int width = 0;
    for (String word : line.split(" ", -1)) {
      boolean fits = width + 1 + word.length() <= WIDTH;
      if (wrapped.length() > 0) {
        wrapped.append(fits ? ' ' : '\n');
      }
      wrapped.append(word);
      width = wrapped.length() - 1 - wrapped.lastIndexOf("\n");
    }
    return wrapped.toString();
  }
}
