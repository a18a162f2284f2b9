package dev.orgtable.server.console.event;

import java.util.ArrayList;
import java.util.List;

/**
 * A piece of a text, for display: an id has a typeface of its own.
 *
 * @param text the text
 * @param id whether it is an id
 */
public record Piece(String text, boolean id) {

  /** Control characters, which no name contains. */
  private static final char BEGIN = '\u0002';

  private static final char END = '\u0003';

  /** Returns an id as a part of a text, which {@link #of} finds again. */
  static String id(String id) {
    return BEGIN + plain(id) + END;
  }

  /** Returns the pieces of a text, in order. */
  static List<Piece> of(String text) {
    List<Piece> pieces = new ArrayList<>();
    int from = 0;
    for (int begin = text.indexOf(BEGIN); begin >= 0; begin = text.indexOf(BEGIN, from)) {
      int end = text.indexOf(END, begin);
      if (end < 0) {
        break;
      }
      add(pieces, text.substring(from, begin), false);
      add(pieces, text.substring(begin, end), true);
      from = end + 1;
    }
    add(pieces, text.substring(from), false);
    return List.copyOf(pieces);
  }

  private static void add(List<Piece> pieces, String text, boolean id) {
    String plain = plain(text);
    if (!plain.isEmpty()) {
      pieces.add(new Piece(plain, id));
    }
  }

  /** Returns a text without the marks of ids. */
  static String plain(String text) {
    return text.replace(String.valueOf(BEGIN), "").replace(String.valueOf(END), "");
  }
}
