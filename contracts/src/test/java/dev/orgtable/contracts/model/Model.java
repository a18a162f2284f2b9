package dev.orgtable.contracts.model;

import dev.orgtable.EmailAddress;
import dev.orgtable.Group;
import dev.orgtable.GroupName;
import dev.orgtable.Invitation;
import dev.orgtable.Member;
import dev.orgtable.MembershipId;
import dev.orgtable.Organisation;
import dev.orgtable.OrganisationId;
import dev.orgtable.OrgtableException.MemberLimitReached;
import dev.orgtable.OrgtableException.MemberNotFound;
import dev.orgtable.OrgtableException.OrganisationLimitReached;
import dev.orgtable.OrgtableException.OrganisationNotFound;
import dev.orgtable.OrgtableException.ServiceNotFound;
import dev.orgtable.OrgtableException.UserNotFound;
import dev.orgtable.Profile;
import dev.orgtable.Service;
import dev.orgtable.ServiceId;
import dev.orgtable.User;
import dev.orgtable.role.GroupDetails;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A model of the store in plain Java sets and maps, with the current state. */
final class Model {

  final SortedMap<EmailAddress, User> users = new TreeMap<>();
  final SortedMap<OrganisationId, Organisation> organisations = new TreeMap<>();
  final SortedMap<OrganisationId, SortedMap<ServiceId, Service>> services = new TreeMap<>();
  final SortedMap<OrganisationId, SortedMap<GroupName, GroupDetails>> groups = new TreeMap<>();
  final SortedMap<Place, Member> members = new TreeMap<>();
  final SortedMap<Place, Invitation> invitations = new TreeMap<>();

  /** The limits of members and invitations. */
  final Map<OrganisationId, Long> limits = new HashMap<>();

  /** The limits of the organisations of a user. */
  final Map<EmailAddress, Long> organisationLimits = new HashMap<>();

  /** The id of each membership. */
  final Map<Place, MembershipId> memberships = new HashMap<>();

  /** The id of the first invitation ever created at each place. */
  final Map<Place, MembershipId> first = new HashMap<>();

  /** The number of the role document of {@link RoleOperations}; 0 for none. */
  int roles;

  private final Clock clock;
  private int identities;

  Model(Clock clock) {
    this.clock = clock;
  }

  UserModel users() {
    return new UserModel(this);
  }

  OrganisationModel organisations() {
    return new OrganisationModel(this);
  }

  ServiceModel services() {
    return new ServiceModel(this);
  }

  GroupModel groups() {
    return new GroupModel(this);
  }

  InvitationModel invitations() {
    return new InvitationModel(this);
  }

  MembershipModel memberships() {
    return new MembershipModel(this);
  }

  RoleModel roles() {
    return new RoleModel(this);
  }

  Instant now() {
    return clock.instant();
  }

  MembershipId newIdentity() {
    return new MembershipId(String.valueOf(++identities));
  }

  User user(EmailAddress id) {
    return Optional.ofNullable(users.get(id)).orElseThrow(() -> new UserNotFound(id));
  }

  Organisation organisation(OrganisationId id) {
    return Optional.ofNullable(organisations.get(id))
        .orElseThrow(() -> new OrganisationNotFound(id));
  }

  Service service(OrganisationId organisation, ServiceId id) {
    return Optional.ofNullable(servicesOf(organisation).get(id))
        .orElseThrow(() -> new ServiceNotFound(organisation, id));
  }

  SortedMap<ServiceId, Service> servicesOf(OrganisationId organisation) {
    return services.computeIfAbsent(organisation, id -> new TreeMap<>());
  }

  SortedMap<GroupName, GroupDetails> groupsOf(OrganisationId organisation) {
    return groups.computeIfAbsent(organisation, id -> new TreeMap<>());
  }

  void requireServices(OrganisationId organisation, Collection<Group> groups) {
    groups.stream()
        .<Group.OfService>flatMap(
            group -> group instanceof Group.OfService of ? Stream.of(of) : Stream.empty())
        .map(Group.OfService::service)
        .sorted()
        .forEach(service -> service(organisation, service));
  }

  Member member(Place place) {
    return Optional.ofNullable(members.get(place))
        .orElseThrow(() -> new MemberNotFound(place.user(), place.organisation()));
  }

  List<Member> members(Predicate<Member> which) {
    return members.values().stream().filter(which).toList();
  }

  /** Returns the unexpired invitations that satisfy a predicate. */
  List<Invitation> open(Predicate<Invitation> which) {
    return invitations.values().stream()
        .filter(which)
        .filter(invitation -> !invitation.isExpiredAt(now()))
        .toList();
  }

  /** Removes expired invitations if there is no room for more members or invitations. */
  void makeRoom(OrganisationId organisation, int more) {
    long limit = limits.getOrDefault(organisation, Long.MAX_VALUE);
    if (seats(organisation) + more > limit) {
      invitations
          .values()
          .removeIf(each -> each.organisation().equals(organisation) && each.isExpiredAt(now()));
    }
    if (seats(organisation) + more > limit) {
      throw new MemberLimitReached(organisation, limit);
    }
  }

  void refuseAtLimit(EmailAddress user, OrganisationId organisation) {
    List<Member> of = members(member -> member.user().equals(user));
    long limit = organisationLimits.getOrDefault(user, Long.MAX_VALUE);
    if (of.size() >= limit
        && of.stream().noneMatch(member -> member.organisation().equals(organisation))) {
      throw new OrganisationLimitReached(user, limit);
    }
  }

  private long seats(OrganisationId organisation) {
    return Stream.concat(members.keySet().stream(), invitations.keySet().stream())
        .filter(place -> place.organisation().equals(organisation))
        .count();
  }

  boolean isOnlyOwner(Place place) {
    Member member = members.get(place);
    return member != null
        && isCounted(member)
        && members(each -> each.organisation().equals(place.organisation()) && isCounted(each))
                .size()
            == 1;
  }

  /** Returns whether a member counts as an owner, also while the organisation is suspended. */
  static boolean isCounted(Member member) {
    return member.groups().contains(Group.OWNER) && member.suspendedAt().isEmpty();
  }

  Member join(Place place, MembershipId identity, Set<Group> groups) {
    User user = user(place.user());
    Member member =
        new Member(
            place.organisation(),
            user.email(),
            user.id(),
            user.profile(),
            groups,
            now(),
            Optional.empty(),
            organisation(place.organisation()).suspendedAt().isPresent());
    members.put(place, member);
    memberships.put(place, identity);
    return member;
  }

  /** Replaces the profile or the groups of a member. */
  void rewrite(Member member, Profile profile, Set<Group> groups) {
    members.put(
        new Place(member.organisation(), member.user()),
        new Member(
            member.organisation(),
            member.user(),
            member.userId(),
            profile,
            groups,
            member.acceptedAt(),
            member.suspendedAt(),
            member.organisationSuspended()));
  }

  /** Removes all memberships and invitations at some places. */
  void clear(Predicate<Place> where) {
    members.keySet().removeIf(where);
    memberships.keySet().removeIf(where);
    invitations.keySet().removeIf(where);
  }
}
