package dev.orgtable.role;

import dev.orgtable.GroupName;
import java.text.Normalizer;
import java.util.Locale;

/** Recognises names of groups that people would take for one another. */
public final class LookAlikes {

  private LookAlikes() {}

  /** Returns a name without differences of case and of compatibility forms. */
  public static String fold(GroupName name) {
    return Normalizer.normalize(name.value(), Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
  }

  /** Returns whether a name has letters of scripts that no language writes together. */
  public static boolean mixesScripts(GroupName name) {
    return Scripts.areMixed(name.value());
  }
}
