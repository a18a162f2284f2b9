package dev.orgtable;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The result of a {@link Check}.
 *
 * @param member whether the user is a member of the organisation
 * @param allowed whether the user is a member and, if the check names a group or a permission, is
 *     in that group or has that permission
 * @param groups all groups that the user is in; none if not a member
 * @param refusal the exception that refuses this check of several, and that it would throw if it
 *     were made alone: {@link InvalidInput} if no role names its permission, {@link
 *     OrgtableException.UnreadableRecord} if the roles cannot be read. Then nothing is allowed, and
 *     member and groups say nothing. Null if the check was made
 */
public record CheckResult(
    boolean member, boolean allowed, Set<Group> groups, @Nullable RuntimeException refusal) {

  /** Copies the groups. */
  public CheckResult {
    groups = Set.copyOf(groups);
  }

  /** Creates the result of a check that was made. */
  public CheckResult(boolean member, boolean allowed, Set<Group> groups) {
    this(member, allowed, groups, null);
  }
}
