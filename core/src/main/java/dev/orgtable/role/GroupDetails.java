package dev.orgtable.role;

import dev.orgtable.GroupName;
import dev.orgtable.InvalidInput;
import dev.orgtable.Text;
import dev.orgtable.facts.ExternalId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The details that an organisation gives one of its groups.
 *
 * @param label what people read instead of the name, 0 to 200 code points by the rules of {@link
 *     Text}; empty for the name
 * @param description what the group is for, 0 to 200 code points by the rules of {@link Text}
 * @param externalId the id of the group in another system, such as a directory; null if it has none
 * @param roles the roles of the application that the group stands for, at most {@value
 *     #MOST_ROLES}, in order of their names: its members have their permissions
 */
public record GroupDetails(
    String label, String description, @Nullable ExternalId externalId, List<GroupName> roles) {

  /** The maximum number of roles. */
  public static final int MOST_ROLES = 20;

  /** No details. */
  public static final GroupDetails NONE = new GroupDetails("", "", null, List.of());

  /**
   * Checks the values, and sorts the roles without duplicates.
   *
   * @throws InvalidInput if one breaks a rule
   */
  public GroupDetails {
    label = Text.optional("label", label);
    description = Text.optional("description", description);
    roles = roles.stream().distinct().sorted().toList();
    if (roles.size() > MOST_ROLES) {
      throw new InvalidInput("roles", "must be at most " + MOST_ROLES);
    }
  }

  /** Returns these details with another label. */
  public GroupDetails withLabel(String to) {
    return new GroupDetails(to, description, externalId, roles);
  }

  /** Returns these details with another description. */
  public GroupDetails withDescription(String to) {
    return new GroupDetails(label, to, externalId, roles);
  }

  /** Returns these details with another external id, or with none. */
  public GroupDetails withExternalId(@Nullable ExternalId to) {
    return new GroupDetails(label, description, to, roles);
  }

  /** Returns these details with other roles. */
  public GroupDetails withRoles(List<GroupName> to) {
    return new GroupDetails(label, description, externalId, to);
  }
}
