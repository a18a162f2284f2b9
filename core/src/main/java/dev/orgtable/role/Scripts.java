package dev.orgtable.role;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.EnumSet;
import java.util.Set;

/**
 * The scripts of a name. Most pairs of names that look alike mix letters of several scripts, such
 * as Latin and Cyrillic (Unicode Technical Standard 39, restriction level "highly restrictive").
 */
final class Scripts {

  /** The characters of no script: digits, punctuation, combining marks. */
  private static final Set<UnicodeScript> NEUTRAL =
      EnumSet.of(UnicodeScript.COMMON, UnicodeScript.INHERITED);

  /** The scripts that Chinese, Japanese and Korean names combine. */
  private static final Set<UnicodeScript> EAST_ASIAN =
      EnumSet.of(
          UnicodeScript.LATIN,
          UnicodeScript.HAN,
          UnicodeScript.HIRAGANA,
          UnicodeScript.KATAKANA,
          UnicodeScript.HANGUL,
          UnicodeScript.BOPOMOFO);

  private Scripts() {}

  /**
   * Returns whether a text has letters of scripts that no language writes together, in its
   * compatibility form.
   */
  static boolean areMixed(String text) {
    Set<UnicodeScript> scripts = EnumSet.noneOf(UnicodeScript.class);
    Normalizer.normalize(text, Normalizer.Form.NFKC)
        .codePoints()
        .mapToObj(UnicodeScript::of)
        .forEach(scripts::add);
    scripts.removeAll(NEUTRAL);
    return scripts.size() > 1 && !EAST_ASIAN.containsAll(scripts);
  }
}
