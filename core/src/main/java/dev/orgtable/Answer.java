package dev.orgtable;

import java.util.Set;

/**
 * The answer to a {@link Question}.
 *
 * @param member whether the user is a member of the organisation
 * @param allowed whether the user is a member and in the group asked for, if one was
 * @param groups all groups that the user is in, none if not a member
 */
public record Answer(boolean member, boolean allowed, Set<Group> groups) {

  /** Copies the groups. */
  public Answer {
    groups = Set.copyOf(groups);
  }
}
