package dev.orgtable.internal;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Recognises texts that look like {@code owner}: in other case, in compatibility forms, or with
 * letters that are confusable with its own (Unicode Technical Standard 39).
 */
public final class LooksLikeOwner {

  /**
   * A letter of the word, with the code points that are confusable with it or its capital: those of
   * Unicode 16's confusables.txt that NFKC and lower-casing on JDK 17 (Unicode 13) do not map to
   * it. A test compares them with ICU4J.
   *
   * @param codePoints the confusable code points
   */
  private record Letter(char letter, Set<Integer> codePoints) {

    Letter(char letter, String codePoints) {
      this(
          letter,
          Stream.of(codePoints.split(" "))
              .map(digits -> Integer.valueOf(digits, 16))
              .collect(Collectors.toUnmodifiableSet()));
    }

    boolean isConfusedWith(int codePoint) {
      return codePoints.contains(codePoint)
          || Normalizer.normalize(Character.toString(codePoint), Normalizer.Form.NFKC)
              .toLowerCase(Locale.ROOT)
              .equals(Character.toString(letter));
    }
  }

  private static final List<Letter> OWNER =
      List.of(
          new Letter(
              'o',
              "0030 039f 03a3 03bf 03c2 03c3 03f2 03f9 041e 043e 0555 0585 05e1 0647 0665"
                  + " 06be 06c1 06d5 06f5 07c0 0966 09e6 0a66 0ae6 0b20 0b66 0be6 0c02 0c66 0c82"
                  + " 0ce6 0d02 0d20 0d66 0d82 0e50 0ed0 101d 1040 10ff 12d0 1c82 1cbf 1d0f 1d11"
                  + " 2070 2080 24ea 2c9e 2c9f 2d54 3007 a4f3 ab3d fba6 fba7 fba8 fba9 fbaa fbab"
                  + " fbac fbad fee9 feea feeb feec ff10 10292 102ab 10404 1042c 104c2 104ea"
                  + " 10516 114d0 118a8 118b5 118b7 118c8 118d7 118e0 1cce4 1ccf0 1d6b6 1d6ba"
                  + " 1d6d0 1d6d3 1d6d4 1d6f0 1d6f4 1d70a 1d70d 1d70e 1d72a 1d72e 1d744 1d747"
                  + " 1d748 1d764 1d768 1d77e 1d781 1d782 1d79e 1d7a2 1d7b8 1d7bb 1d7bc 1d7ce"
                  + " 1d7d8 1d7e2 1d7ec 1d7f6 1e03c 1e05c 1ee24 1ee64 1ee84 1fbf0"),
          new Letter(
              'w',
              "019c 026f 0460 0461 051c 051d 0531 0561 13b3 13d4 1d21 1d5a a4ea ab83 aba4"
                  + " 1170a 1170e 1170f 118e6 118ef 1ccec"),
          new Letter(
              'n', "039d 0548 054c 0578 057c 2c9a a4e0 10513 1cce3 1d6b4 1d6ee 1d728 1d762 1d79c"),
          new Letter(
              'e',
              "0395 0415 0435 04bc 04bd 13ac 212e 22ff 2d39 a4f0 ab32 ab7c 10286 118a6"
                  + " 118ae 1ccda 1d6ac 1d6e6 1d720 1d75a 1d794 1e035 1e056"),
          new Letter(
              'r',
              "01a6 0413 0433 13a1 13d2 1587 1d26 2c84 2c85 a4e3 ab47 ab48 ab71 ab81 aba2"
                  + " 104b4 16f35 1cce7 1d216 1e033 1e054"));

  private LooksLikeOwner() {}

  /** Returns whether a text looks like the word; false for the word itself. */
  public static boolean test(String text) {
    if (text.equals("owner") || text.codePointCount(0, text.length()) != OWNER.size()) {
      return false;
    }
    int at = 0;
    for (Letter letter : OWNER) {
      int codePoint = text.codePointAt(at);
      if (!letter.isConfusedWith(codePoint)) {
        return false;
      }
      at += Character.charCount(codePoint);
    }
    return true;
  }
}
