package dev.orgtable;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * A user's membership with its groups.
 *
 * @param organisation the organisation, as the user's side stores it
 * @param groups the user's groups in the organisation and its services
 * @param suspendedAt when the member was suspended; empty if the member is not
 * @param organisationSuspended whether the organisation is suspended, so that no member is active
 */
public record UserMembership(
    UserOrganisation organisation,
    Set<Group> groups,
    Optional<Instant> suspendedAt,
    boolean organisationSuspended) {

  /** Creates an active membership. */
  public UserMembership(UserOrganisation organisation, Set<Group> groups) {
    this(organisation, groups, Optional.empty(), false);
  }

  /** Returns whether the member is active: neither the member nor the organisation is suspended. */
  public boolean isActive() {
    return suspendedAt.isEmpty() && !organisationSuspended;
  }

  /** Copies the groups. */
  public UserMembership {
    groups = Set.copyOf(groups);
  }
}
