package dev.orgtable.contracts.model;

import dev.orgtable.Check;
import dev.orgtable.CheckResult;
import dev.orgtable.EmailAddress;
import dev.orgtable.Group;
import dev.orgtable.Invitation;
import dev.orgtable.Member;
import dev.orgtable.OrganisationId;
import dev.orgtable.OrgtableException.AlreadyInvited;
import dev.orgtable.OrgtableException.AlreadyMember;
import dev.orgtable.OrgtableException.LastOwner;
import dev.orgtable.OrgtableException.MemberSuspended;
import dev.orgtable.OrgtableException.NotOwner;
import dev.orgtable.Profile;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The model of the operations on members and the checks. */
record MembershipModel(Model model) {

  CheckResult check(Check question) {
    Member member = model.members.get(new Place(question.organisation(), question.user()));
    if (member == null || !member.isActive()) {
      return new CheckResult(false, false, Set.of());
    }
    boolean allowed = question.group().map(member.groups()::contains).orElse(true);
    return new CheckResult(true, allowed, member.groups());
  }

  List<CheckResult> check(List<Check> questions) {
    return questions.stream().map(this::check).toList();
  }

  List<Member> list(OrganisationId organisation) {
    model.organisation(organisation);
    return model.members(member -> member.organisation().equals(organisation));
  }

  List<Member> list(OrganisationId organisation, Group group) {
    return list(organisation).stream().filter(member -> member.groups().contains(group)).toList();
  }

  /**
   * Adds members in order of their addresses; an expired invitation is deleted even if a later one
   * is refused.
   */
  List<Member> addMembers(OrganisationId organisation, Map<EmailAddress, Set<Group>> members) {
    model.organisation(organisation);
    members.keySet().forEach(model::user);
    members.keySet().forEach(user -> model.refuseAtLimit(user, organisation));
    for (EmailAddress user : members.keySet()) {
      refuseTaken(new Place(organisation, user));
    }
    model.makeRoom(organisation, members.size());
    model.requireServices(
        organisation, members.values().stream().flatMap(Collection::stream).toList());
    List<Member> joined = new ArrayList<>();
    members.forEach(
        (user, groups) ->
            joined.add(model.join(new Place(organisation, user), model.newIdentity(), groups)));
    return joined;
  }

  private void refuseTaken(Place place) {
    if (model.members.containsKey(place)) {
      throw new AlreadyMember(place.user(), place.organisation());
    }
    Invitation invitation = model.invitations.get(place);
    if (invitation != null && !invitation.isExpiredAt(model.now())) {
      throw new AlreadyInvited(place.user(), place.organisation());
    }
    model.invitations.remove(place);
  }

  void changeGroups(Place place, Set<Group> add, Set<Group> remove) {
    if (!Collections.disjoint(add, remove)) {
      throw new IllegalArgumentException("both added and removed");
    }
    Member member = model.member(place);
    if (remove.contains(Group.OWNER)) {
      refuseLastOwner(place);
    }
    model.requireServices(place.organisation(), add);
    Set<Group> groups = new HashSet<>(member.groups());
    groups.removeAll(remove);
    groups.addAll(add);
    model.rewrite(member, member.profile(), groups);
  }

  void updateDetails(Place place, Profile profile) {
    Member member = model.member(place);
    model.rewrite(member, profile, member.groups());
  }

  void remove(Place place) {
    model.member(place);
    refuseLastOwner(place);
    model.clear(place::equals);
  }

  void suspend(Place place) {
    Member member = model.member(place);
    if (member.suspendedAt().isEmpty()) {
      refuseLastOwner(place);
      setSuspended(member, Optional.of(model.now()));
    }
  }

  void reactivate(Place place) {
    setSuspended(model.member(place), Optional.empty());
  }

  private void setSuspended(Member member, Optional<Instant> at) {
    model.members.put(
        new Place(member.organisation(), member.user()),
        new Member(
            member.organisation(),
            member.user(),
            member.userId(),
            member.profile(),
            member.groups(),
            member.acceptedAt(),
            at,
            member.organisationSuspended()));
  }

  void transferOwnership(OrganisationId organisation, EmailAddress from, EmailAddress to) {
    if (from.equals(to)) {
      throw new IllegalArgumentException("to oneself");
    }
    if (!Model.isCounted(model.member(new Place(organisation, from)))) {
      throw new NotOwner(from, organisation);
    }
    if (model.member(new Place(organisation, to)).suspendedAt().isPresent()) {
      throw new MemberSuspended(to, organisation);
    }
    changeGroups(new Place(organisation, to), Set.of(Group.OWNER), Set.of());
    changeGroups(new Place(organisation, from), Set.of(), Set.of(Group.OWNER));
  }

  private void refuseLastOwner(Place place) {
    if (model.isOnlyOwner(place)) {
      throw new LastOwner(place.user(), Set.of(place.organisation()));
    }
  }
}
