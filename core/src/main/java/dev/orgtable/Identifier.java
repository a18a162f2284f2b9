package dev.orgtable;

import java.util.regex.Pattern;

/**
 * The rule for ids that stand in keys and in addresses of the web: {@code [A-Za-z0-9._~-]}, 1 to
 * 64.
 */
final class Identifier {

  private static final Pattern RULE = Pattern.compile("[A-Za-z0-9._~-]{1,64}");

  private Identifier() {}

  static String check(String field, String value) {
    if (!RULE.matcher(value).matches()) {
      throw new IllegalArgumentException(
          field + " must be 1 to 64 of the characters A-Z a-z 0-9 . _ ~ -");
    }
    return value;
  }
}
