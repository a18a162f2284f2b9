package dev.orgtable;

import java.util.Set;

/**
 * The result of a {@link Check}.
 *
 * @param member whether the user is a member of the organisation
 * @param allowed whether the user is a member and, if the check names a group or a permission, is
 *     in that group or has that permission
 * @param groups all groups that the user is in; none if not a member
 * @param problem why this check of several could not be made, the rule that its permission breaks,
 *     such as {@code is not named by any role: invoices:wirte}; then nothing is allowed, and member
 *     and groups say nothing. Empty if it was made
 */
public record CheckResult(boolean member, boolean allowed, Set<Group> groups, String problem) {

  /** Copies the groups. */
  public CheckResult {
    groups = Set.copyOf(groups);
  }

  /** Creates the result of a check that was made. */
  public CheckResult(boolean member, boolean allowed, Set<Group> groups) {
    this(member, allowed, groups, "");
  }
}
