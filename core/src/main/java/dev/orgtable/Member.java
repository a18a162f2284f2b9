package dev.orgtable;

import java.time.Instant;
import java.util.Set;

/**
 * A user's membership of an organisation.
 *
 * @param organisation the organisation
 * @param user the user
 * @param profile the organisation's copy of the user's profile
 * @param groups the groups that the member is in, of the organisation and of its services
 * @param acceptedAt when the user became a member
 */
public record Member(
    OrganisationId organisation,
    UserId user,
    Profile profile,
    Set<Group> groups,
    Instant acceptedAt) {

  /** Copies the groups. */
  public Member {
    groups = Set.copyOf(groups);
    acceptedAt = Times.check("acceptedAt", acceptedAt);
  }

  /** Returns whether the member is an owner of the organisation. */
  public boolean isOwner() {
    return groups.contains(Group.OWNER);
  }
}
