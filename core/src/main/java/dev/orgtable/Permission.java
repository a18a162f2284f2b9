package dev.orgtable;

/**
 * A permission, such as {@code invoices:write}. The roles of the application ({@link
 * dev.orgtable.store.RoleStore}) say which groups have it.
 *
 * @param value 1 to 100 characters of {@code A-Z a-z 0-9 . _ - : /}; neither {@code member} nor
 *     beginning with {@code in:}, which are other actions of AuthZEN
 */
public record Permission(String value) implements Comparable<Permission> {

  private static final String FIELD = "permission";
  private static final int LONGEST = 100;

  /**
   * Checks the value.
   *
   * @throws InvalidInput if it breaks the rule
   */
  public Permission {
    Text.given(FIELD, value);
    if (value.isEmpty() || value.length() > LONGEST || !value.chars().allMatch(Permission::fits)) {
      throw new InvalidInput(
          FIELD, "must be 1 to " + LONGEST + " of the characters A-Z a-z 0-9 . _ - : /");
    }
    if (value.equals("member") || value.startsWith("in:")) {
      throw new InvalidInput(FIELD, "must not be member, nor begin with in:");
    }
  }

  private static boolean fits(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '-' && c <= ':') || c == '_';
  }

  /** Returns the permission with this value. */
  public static Permission of(String value) {
    return new Permission(value);
  }

  @Override
  public int compareTo(Permission other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
