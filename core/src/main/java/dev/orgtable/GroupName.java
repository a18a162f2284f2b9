package dev.orgtable;

/**
 * The name of a group.
 *
 * <p>Nobody can be added to a group that is named {@code .} or {@code ..} (or {@code %2e} for a
 * dot), has invisible characters in its name or, in an organisation, looks like {@code owner}. A
 * table may hold such groups from earlier versions: they are returned, checked and removed like any
 * other.
 *
 * @param value 1 to 100 code points by the rules of {@link Text}, without {@code /}
 */
public record GroupName(String value) implements Comparable<GroupName> {

  private static final int LONGEST = 100;

  /**
   * Normalises the name.
   *
   * @throws InvalidInput if it breaks a rule; the message names the rule
   */
  public GroupName {
    value = Text.required("group", value, LONGEST);
    if (value.indexOf('/') >= 0) {
      throw new InvalidInput("group", "must not contain /");
    }
  }

  /** Returns the group name for a text. */
  public static GroupName of(String value) {
    return new GroupName(value);
  }

  @Override
  public int compareTo(GroupName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
