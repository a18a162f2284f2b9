package dev.orgtable.server.mail;

import java.util.regex.Pattern;

/**
 * Text that reads the same and of which no mail client makes a link: it finds no address, host or
 * telephone number where an invisible WORD JOINER (U+2060) stands around each separator, between
 * digits, and inside {@code www}.
 */
final class Unlinked {

  private static final String JOINER = "\u2060";

  private static final Pattern WHERE =
      Pattern.compile(
          "(?<=\\S)(?=[.:/@\\\\]\\S)|(?<=\\S[.:/@\\\\])(?=\\S)|(?<=[\\d+])(?=\\d)|(?<=[wW])(?=[wW])");

  private Unlinked() {}

  static String of(String text) {
    return WHERE.matcher(text).replaceAll(JOINER);
  }
}
