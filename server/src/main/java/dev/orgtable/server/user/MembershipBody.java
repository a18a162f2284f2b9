package dev.orgtable.server.user;

import dev.orgtable.UserMembership;
import dev.orgtable.server.member.GroupsBody;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A user's membership of an organisation, with the user's groups.
 *
 * @param organisation the organisation's id
 * @param name the organisation's name
 * @param acceptedAt when the user became a member
 * @param suspendedAt when the member was suspended; null if the member is not
 * @param organisationSuspended whether the organisation is suspended, so that no member is active
 * @param groups the user's groups of the organisation
 * @param services the user's groups of its services, by the service's id
 */
record MembershipBody(
    String organisation,
    String name,
    Instant acceptedAt,
    @Nullable Instant suspendedAt,
    boolean organisationSuspended,
    List<String> groups,
    Map<String, List<String>> services) {

  static MembershipBody of(UserMembership membership) {
    GroupsBody groups = GroupsBody.of(membership.groups());
    return new MembershipBody(
        membership.organisation().organisation().value(),
        membership.organisation().name(),
        membership.organisation().acceptedAt(),
        membership.suspendedAt().orElse(null),
        membership.organisationSuspended(),
        groups.groups(),
        groups.services());
  }
}
