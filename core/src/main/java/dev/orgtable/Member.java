package dev.orgtable;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * A user's membership of an organisation.
 *
 * @param organisation the organisation
 * @param user the user's address
 * @param userId the user's id
 * @param profile the organisation's copy of the user's profile
 * @param groups the groups that the member is in, of the organisation and of its services
 * @param acceptedAt when the user became a member
 * @param suspendedAt when the member was suspended; empty if the member is not
 * @param organisationSuspended whether the organisation is suspended, so that no member is active
 */
public record Member(
    OrganisationId organisation,
    EmailAddress user,
    UserId userId,
    Profile profile,
    Set<Group> groups,
    Instant acceptedAt,
    Optional<Instant> suspendedAt,
    boolean organisationSuspended) {

  /** Creates an active member. */
  public Member(
      OrganisationId organisation,
      EmailAddress user,
      UserId userId,
      Profile profile,
      Set<Group> groups,
      Instant acceptedAt) {
    this(organisation, user, userId, profile, groups, acceptedAt, Optional.empty(), false);
  }

  /** Copies the groups. */
  public Member {
    groups = Set.copyOf(groups);
    acceptedAt = Text.time("acceptedAt", acceptedAt);
    suspendedAt = suspendedAt.map(time -> Text.time("suspendedAt", time));
  }

  /** Returns whether the member is active: neither the member nor the organisation is suspended. */
  public boolean isActive() {
    return suspendedAt.isEmpty() && !organisationSuspended;
  }

  /** Returns whether the member is an active owner of the organisation. */
  public boolean isOwner() {
    return isActive() && groups.contains(Group.OWNER);
  }
}
