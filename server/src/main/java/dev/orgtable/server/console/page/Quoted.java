package dev.orgtable.server.console.page;

import java.util.regex.Pattern;

/** Texts that people choose, as parts of a sentence, of which they must not seem to be more. */
public final class Quoted {

  private static final Pattern MARKS = Pattern.compile("[\"“”„‟«»″〝〞＂]");
  private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{N}_-][\\p{L}\\p{M}\\p{N}_-]*");
  private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");

  private Quoted() {}

  /** Returns a value in quotation marks, of which it has none inside; a number is left as it is. */
  public static String value(String text) {
    return NUMBER.matcher(text).matches() ? text : "“" + MARKS.matcher(text).replaceAll("'") + "”";
  }

  /** Returns a name as it is if it is one plain word; otherwise as a value. */
  public static String name(String text) {
    return PLAIN.matcher(text).matches() ? text : value(text);
  }
}
