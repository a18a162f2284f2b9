package dev.orgtable;

import java.util.Set;

/**
 * The result of a {@link Check}.
 *
 * @param member whether the user is a member of the organisation
 * @param allowed whether the user is a member and, if the check names a group or a permission, is
 *     in that group or has that permission
 * @param groups all groups that the user is in; none if not a member
 */
public record CheckResult(boolean member, boolean allowed, Set<Group> groups) {

  /** Copies the groups. */
  public CheckResult {
    groups = Set.copyOf(groups);
  }
}
