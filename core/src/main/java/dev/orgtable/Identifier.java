package dev.orgtable;

/**
 * The rule for ids, which appear in keys and URLs: 1 to 64 characters of {@code [A-Za-z0-9._~-]}.
 */
final class Identifier {

  private static final int LONGEST = 64;

  private Identifier() {}

  static String check(String field, String value) {
    Text.given(field, value);
    if (!keepsTheRule(value)) {
      throw new InvalidInput(field, "must be 1 to 64 of the characters A-Z a-z 0-9 . _ ~ -");
    }
    return value;
  }

  /** Uses no regular expression, since this runs for every key read. */
  private static boolean keepsTheRule(String value) {
    for (int i = 0; i < value.length(); i++) {
      if (!isAllowed(value.charAt(i))) {
        return false;
      }
    }
    return !value.isEmpty() && value.length() <= LONGEST;
  }

  private static boolean isAllowed(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '.'
        || c == '_'
        || c == '~'
        || c == '-';
  }
}
