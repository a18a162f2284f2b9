package dev.orgtable;

import java.lang.Character.UnicodeScript;
import java.util.EnumSet;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Invisible characters: those that are {@code Default_Ignorable} or of category {@code Cf} in
 * Unicode, and the blank Braille pattern. Texts that differ only in these look the same.
 */
final class Invisible {

  /** Scripts in which a joiner does not change the form of a letter. */
  private static final Set<UnicodeScript> WITHOUT_JOINERS =
      EnumSet.of(
          UnicodeScript.LATIN,
          UnicodeScript.GREEK,
          UnicodeScript.CYRILLIC,
          UnicodeScript.ARMENIAN,
          UnicodeScript.GEORGIAN,
          UnicodeScript.HEBREW,
          UnicodeScript.HAN,
          UnicodeScript.HIRAGANA,
          UnicodeScript.KATAKANA,
          UnicodeScript.HANGUL,
          UnicodeScript.BOPOMOFO,
          UnicodeScript.INHERITED,
          UnicodeScript.COMMON,
          UnicodeScript.UNKNOWN);

  private static final int KEYCAP = 0x20E3;
  private static final int EMOJI_SELECTOR = 0xFE0F;
  private static final int BLACK_FLAG = 0x1F3F4;

  private Invisible() {}

  static boolean is(int codePoint) {
    if (codePoint < 0xAD) {
      return false;
    }
    return Character.getType(codePoint) == Character.FORMAT
        ? !isSeen(codePoint)
        : isIgnorable(codePoint) || codePoint == 0x2800;
  }

  /**
   * Returns whether a character of category {@code Cf} is visible: a sign before digits, or a
   * control of the layout of hieroglyphs.
   */
  private static boolean isSeen(int codePoint) {
    return (codePoint >= 0x600 && codePoint <= 0x605)
        || codePoint == 0x6DD
        || codePoint == 0x70F
        || codePoint == 0x890
        || codePoint == 0x891
        || codePoint == 0x8E2
        || codePoint == 0x110BD
        || codePoint == 0x110CD
        || (codePoint >= 0x13430 && codePoint <= 0x1343F);
  }

  /**
   * Returns whether a character is {@code Default_Ignorable} but not of category {@code Cf}
   * (Unicode 16).
   */
  private static boolean isIgnorable(int codePoint) {
    return codePoint == 0x34F
        || codePoint == 0x115F
        || codePoint == 0x1160
        || codePoint == 0x17B4
        || codePoint == 0x17B5
        || (codePoint >= 0x180B && codePoint <= 0x180F)
        || codePoint == 0x2065
        || codePoint == 0x3164
        || isVariationSelector(codePoint)
        || codePoint == 0xFFA0
        || (codePoint >= 0xFFF0 && codePoint <= 0xFFF8)
        || (codePoint >= 0xE0000 && codePoint <= 0xE0FFF);
  }

  /**
   * Refuses a text with an invisible character that has no effect on its neighbours.
   *
   * @param field the name of the field, for the exception
   */
  static void refuse(String field, String text) {
    int[] codePoints = text.codePoints().toArray();
    OptionalInt first =
        IntStream.range(0, codePoints.length).filter(i -> isRefused(codePoints, i)).findFirst();
    if (first.isPresent()) {
      throw refusal(field, codePoints[first.getAsInt()]);
    }
  }

  /** Refuses a text with a character of a kind. */
  static void refuse(String field, String text, IntPredicate kind) {
    int next;
    for (int i = 0; i < text.length(); i += Character.charCount(next)) {
      next = text.codePointAt(i);
      if (kind.test(next)) {
        throw refusal(field, next);
      }
    }
  }

  private static InvalidInput refusal(String field, int codePoint) {
    return new InvalidInput(
        field,
        String.format(Locale.ROOT, "must not contain invisible characters: U+%04X", codePoint));
  }

  static String removedFrom(String text) {
    int[] codePoints = text.codePoints().toArray();
    int kept = 0;
    for (int i = 0; i < codePoints.length; i++) {
      codePoints[kept] = codePoints[i];
      int next = i + 1 < codePoints.length ? codePoints[i + 1] : ' ';
      if (!isRefused(codePoints[kept], kept == 0 ? ' ' : codePoints[kept - 1], next)) {
        kept++;
      }
    }
    return new String(codePoints, 0, kept);
  }

  private static boolean isRefused(int[] text, int at) {
    return isRefused(
        text[at], at == 0 ? ' ' : text[at - 1], at + 1 < text.length ? text[at + 1] : ' ');
  }

  private static boolean isRefused(int codePoint, int before, int after) {
    return is(codePoint) && !isMarkOfDirection(codePoint) && !changes(codePoint, before, after);
  }

  private static boolean isMarkOfDirection(int codePoint) {
    return codePoint == 0x200E || codePoint == 0x200F || codePoint == 0x61C;
  }

  /** Returns whether an invisible character changes how adjacent characters look. */
  private static boolean changes(int codePoint, int before, int after) {
    if (codePoint == 0x200C || codePoint == 0x200D) {
      return isJoined(before)
          && (isLetterOrMark(after) || Character.isDigit(after) || isSymbol(after));
    }
    if (isVariationSelector(codePoint)) {
      return isSelectable(before);
    }
    boolean isTag = codePoint >= 0xE0020 && codePoint <= 0xE007F;
    return isTag && (before == BLACK_FLAG || (before >= 0xE0020 && before < 0xE007F));
  }

  private static boolean isJoined(int before) {
    return before == EMOJI_SELECTOR
        || before == KEYCAP
        || isSymbol(before)
        || isVowelSignOfArabic(before)
        || (isLetterOrMark(before) && !WITHOUT_JOINERS.contains(UnicodeScript.of(before)));
  }

  /**
   * Returns whether this is an Arabic vowel sign. Unicode assigns these to no script, since Syriac
   * uses them, too.
   */
  private static boolean isVowelSignOfArabic(int codePoint) {
    return (codePoint >= 0x64B && codePoint <= 0x655) || codePoint == 0x670;
  }

  private static boolean isLetterOrMark(int codePoint) {
    int type = Character.getType(codePoint);
    return Character.isLetter(codePoint)
        || type == Character.NON_SPACING_MARK
        || type == Character.COMBINING_SPACING_MARK;
  }

  /** Includes whole emoji blocks, since Unicode adds emoji faster than the JDK supports them. */
  private static boolean isSymbol(int codePoint) {
    int type = Character.getType(codePoint);
    return (codePoint >= 0x1F000 && codePoint <= 0x1FAFF) || isSymbol(codePoint, type);
  }

  private static boolean isSymbol(int codePoint, int type) {
    return codePoint > 0x2000
        && codePoint != 0x2800
        && (type == Character.OTHER_SYMBOL
            || type == Character.MODIFIER_SYMBOL
            || type == Character.MATH_SYMBOL);
  }

  private static boolean isVariationSelector(int codePoint) {
    return (codePoint >= 0xFE00 && codePoint <= 0xFE0F)
        || (codePoint >= 0xE0100 && codePoint <= 0xE01EF)
        || (codePoint >= 0x180B && codePoint <= 0x180D)
        || codePoint == 0x180F;
  }

  /** The ASCII characters with an emoji form are the bases of keycaps: digits, # and *. */
  private static boolean isSelectable(int before) {
    return before > 0x7F
        ? !is(before)
            && !Character.isSpaceChar(before)
            && UnicodeScript.of(before) != UnicodeScript.LATIN
        : Character.isDigit(before) || before == '#' || before == '*';
  }
}
