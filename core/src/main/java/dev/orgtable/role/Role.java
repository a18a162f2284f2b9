package dev.orgtable.role;

import dev.orgtable.GroupName;
import dev.orgtable.InvalidInput;
import dev.orgtable.Permission;
import dev.orgtable.Text;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A group with a meaning.
 *
 * @param name the name of the group
 * @param label what people read instead of the name, 0 to 200 code points by the rules of {@link
 *     Text}; the name if empty
 * @param description what the group is for, 0 to 200 code points by the rules of {@link Text}
 * @param permissions the permissions of its members, without those of the groups that it includes
 * @param includes other groups of the same level, whose permissions its members have as well
 */
public record Role(
    GroupName name,
    String label,
    String description,
    List<Permission> permissions,
    List<GroupName> includes) {

  /**
   * Checks and copies the values.
   *
   * @throws InvalidInput if one breaks a rule, or a list has an element twice; the field is that of
   *     the component, such as {@code includes.2}
   */
  public Role {
    label = Text.optional("label", label);
    description = Text.optional("description", description);
    permissions = List.copyOf(permissions);
    includes = List.copyOf(includes);
    refuseTwice("permissions", permissions);
    refuseTwice("includes", includes);
    label = label.isEmpty() ? name.value() : label;
  }

  private static void refuseTwice(String field, List<?> elements) {
    Set<Object> seen = new HashSet<>();
    for (int i = 0; i < elements.size(); i++) {
      if (!seen.add(elements.get(i))) {
        throw new InvalidInput(field + "." + i, "repeats " + elements.get(i));
      }
    }
  }

  /** Returns whether the role says what its members may do, not only what it is called. */
  boolean grants() {
    return !permissions.isEmpty() || !includes.isEmpty();
  }
}
