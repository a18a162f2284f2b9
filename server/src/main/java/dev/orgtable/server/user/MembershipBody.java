package dev.orgtable.server.user;

import dev.orgtable.UserMembership;
import dev.orgtable.server.member.GroupsBody;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * An organisation that a user is a member of, with the groups held in it.
 *
 * @param organisation its id
 * @param name its name
 * @param acceptedAt since when
 * @param groups the groups held in the organisation
 * @param services the groups held in its services, by the service's id
 */
record MembershipBody(
    String organisation,
    String name,
    Instant acceptedAt,
    List<String> groups,
    Map<String, List<String>> services) {

  static MembershipBody of(UserMembership membership) {
    GroupsBody groups = GroupsBody.of(membership.groups());
    return new MembershipBody(
        membership.organisation().organisation().value(),
        membership.organisation().name(),
        membership.organisation().acceptedAt(),
        groups.groups(),
        groups.services());
  }
}
