package dev.orgtable.benchmarks;

import java.util.List;
import java.util.Locale;

/** A Markdown table. */
public final class Markdown {

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
}
