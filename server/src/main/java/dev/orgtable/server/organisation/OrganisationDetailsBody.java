package dev.orgtable.server.organisation;

import dev.orgtable.GroupName;
import dev.orgtable.Member;
import dev.orgtable.OrganisationDetails;
import dev.orgtable.Service;
import java.util.List;
import java.util.Map;

/**
 * An organisation with its members, groups and services.
 *
 * @param organisation the organisation
 * @param members its members; groups name them by address
 * @param groups its groups that have members; a group with a record may have none
 * @param services its services
 */
record OrganisationDetailsBody(
    OrganisationBody organisation,
    List<OrganisationMemberBody> members,
    List<GroupBody> groups,
    List<ServiceDetailsBody> services) {

  static OrganisationDetailsBody of(OrganisationDetails details) {
    return new OrganisationDetailsBody(
        OrganisationBody.of(details.organisation()),
        details.members().stream().map(OrganisationMemberBody::of).toList(),
        groups(details.groups()),
        details.services().stream()
            .map(service -> ServiceDetailsBody.of(service, groups(details.groups(service.id()))))
            .toList());
  }

  private static List<GroupBody> groups(Map<GroupName, List<Member>> groups) {
    return groups.entrySet().stream()
        .map(group -> new GroupBody(group.getKey().value(), addresses(group.getValue())))
        .toList();
  }

  private static List<String> addresses(List<Member> members) {
    return members.stream().map(member -> member.user().value()).toList();
  }

  /**
   * A member.
   *
   * @param id the user's id
   * @param email the user's address
   */
  record OrganisationMemberBody(String id, String email) {

    static OrganisationMemberBody of(Member member) {
      return new OrganisationMemberBody(member.userId().value(), member.user().value());
    }
  }

  /**
   * A group.
   *
   * @param name its name
   * @param members the addresses of its members
   */
  record GroupBody(String name, List<String> members) {}

  /**
   * A service.
   *
   * @param id its id
   * @param name its name
   * @param groups its groups
   */
  record ServiceDetailsBody(String id, String name, List<GroupBody> groups) {

    static ServiceDetailsBody of(Service service, List<GroupBody> groups) {
      return new ServiceDetailsBody(service.id().value(), service.name(), groups);
    }
  }
}
