package dev.orgtable;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * An organisation with its members, services and invitations.
 *
 * @param organisation the organisation
 * @param members the members, in byte order of their addresses
 * @param services the services, in byte order of their ids
 * @param invitations the open invitations, in byte order of the addresses
 */
public record OrganisationDetails(
    Organisation organisation,
    List<Member> members,
    List<Service> services,
    List<Invitation> invitations) {

  /** Copies the lists. */
  public OrganisationDetails {
    members = List.copyOf(members);
    services = List.copyOf(services);
    invitations = List.copyOf(invitations);
  }

  /**
   * Returns the members of each group of the organisation that has members, ordered by group name.
   * Groups that have a record and no members are not among them.
   */
  public SortedMap<GroupName, List<Member>> groups() {
    return byGroup(
        member -> member.groups().stream().filter(Group.OfOrganisation.class::isInstance));
  }

  /** Returns the members of each group of one service, ordered by group name. */
  public SortedMap<GroupName, List<Member>> groups(ServiceId service) {
    return byGroup(
        member ->
            member.groups().stream()
                .filter(
                    group -> group instanceof Group.OfService of && of.service().equals(service)));
  }

  private SortedMap<GroupName, List<Member>> byGroup(Function<Member, Stream<Group>> groupsOf) {
    SortedMap<GroupName, List<Member>> result = new TreeMap<>();
    for (Member member : members) {
      groupsOf
          .apply(member)
          .forEach(
              group -> result.computeIfAbsent(group.name(), name -> new ArrayList<>()).add(member));
    }
    result.replaceAll((name, list) -> List.copyOf(list));
    return Collections.unmodifiableSortedMap(result);
  }
}
