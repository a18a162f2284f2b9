package dev.orgtable.contracts.model;

import dev.orgtable.EmailAddress;
import dev.orgtable.Invitation;
import dev.orgtable.Member;
import dev.orgtable.MembershipId;
import dev.orgtable.OrganisationId;
import dev.orgtable.OrgtableException.LastOwner;
import dev.orgtable.OrgtableException.Stale;
import dev.orgtable.OrgtableException.UserAlreadyExists;
import dev.orgtable.User;
import dev.orgtable.UserDetails;
import dev.orgtable.UserInvitation;
import dev.orgtable.UserMembership;
import dev.orgtable.UserOrganisation;
import dev.orgtable.store.Claims;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The model of the operations on users. */
record UserModel(Model model) {

  User create(User user) {
    if (model.users.containsKey(user.email())) {
      throw new UserAlreadyExists(user.email());
    }
    return store(user, 1);
  }

  private User store(User user, long revision) {
    User stored = new User(user.id(), user.email(), user.profile(), user.createdAt(), revision);
    model.users.put(user.email(), stored);
    return stored;
  }

  User put(User user) {
    User present = model.users.get(user.email());
    if (present == null) {
      return store(user, 1);
    }
    boolean same =
        present.profile().equals(user.profile()) && present.createdAt().equals(user.createdAt());
    return same ? present : replace(present, user);
  }

  User update(User user) {
    User present = model.user(user.email());
    if (present.revision() != user.revision()) {
      throw new Stale("user " + user.email());
    }
    return replace(present, user);
  }

  private User replace(User present, User user) {
    model
        .members(member -> member.user().equals(user.email()))
        .forEach(member -> model.rewrite(member, user.profile(), member.groups()));
    return store(
        new User(present.id(), user.email(), user.profile(), user.createdAt(), 0),
        present.revision() + 1);
  }

  UserDetails details(EmailAddress id) {
    return new UserDetails(model.user(id), organisationsOf(id), invitationsTo(id));
  }

  List<UserOrganisation> organisations(EmailAddress id) {
    requireAnything(id);
    return organisationsOf(id);
  }

  List<UserInvitation> invitations(EmailAddress id) {
    requireAnything(id);
    return invitationsTo(id);
  }

  List<UserMembership> memberships(EmailAddress id) {
    requireAnything(id);
    return membershipsOf(id).stream()
        .map(
            member ->
                new UserMembership(
                    userSide(member),
                    member.groups(),
                    member.suspendedAt(),
                    member.organisationSuspended()))
        .toList();
  }

  /** The claims of a user, whose organisations here are few enough for the bounds. */
  Claims.OfUser claims(EmailAddress id) {
    return new Claims.OfUser(
        membershipsOf(id).stream()
            .filter(Member::isActive)
            .map(
                member ->
                    new Claims.OfOrganisation(
                        member.organisation(),
                        nameOf(member.organisation()),
                        member.groups(),
                        false))
            .toList(),
        false);
  }

  Optional<Claims.OfOrganisation> claims(EmailAddress id, OrganisationId organisation) {
    return claims(id).organisations().stream()
        .filter(of -> of.organisation().equals(organisation))
        .findFirst();
  }

  /** An address with an invitation, even an expired one, need not be a user's. */
  private void requireAnything(EmailAddress id) {
    if (model.invitations.keySet().stream().noneMatch(place -> place.user().equals(id))) {
      model.user(id);
    }
  }

  private List<Member> membershipsOf(EmailAddress id) {
    return model.members(member -> member.user().equals(id));
  }

  private List<UserOrganisation> organisationsOf(EmailAddress id) {
    return membershipsOf(id).stream().map(this::userSide).toList();
  }

  private UserOrganisation userSide(Member member) {
    return new UserOrganisation(
        member.organisation(), nameOf(member.organisation()), member.acceptedAt());
  }

  private List<UserInvitation> invitationsTo(EmailAddress id) {
    return model.open(invitation -> invitation.invitee().equals(id)).stream()
        .map(
            open ->
                new UserInvitation(
                    open.organisation(),
                    nameOf(open.organisation()),
                    open.invitedAt(),
                    open.expiresAt()))
        .toList();
  }

  private String nameOf(OrganisationId organisation) {
    return model.organisation(organisation).name();
  }

  List<User> search(String beginning) {
    return model.users.values().stream()
        .filter(user -> user.email().value().startsWith(beginning))
        .toList();
  }

  void delete(EmailAddress id) {
    model.user(id);
    Set<OrganisationId> last =
        model.organisations.keySet().stream()
            .filter(organisation -> model.isOnlyOwner(new Place(organisation, id)))
            .collect(Collectors.toCollection(TreeSet::new));
    if (!last.isEmpty()) {
      throw new LastOwner(id, last);
    }
    model.users.remove(id);
    model.organisationLimits.remove(id);
    model.clear(place -> place.user().equals(id));
  }

  OptionalLong organisationLimit(EmailAddress id) {
    model.user(id);
    Long limit = model.organisationLimits.get(id);
    return limit == null ? OptionalLong.empty() : OptionalLong.of(limit);
  }

  void limitOrganisations(EmailAddress id, long most) {
    model.user(id);
    model.organisationLimits.put(id, most);
  }

  void removeOrganisationLimit(EmailAddress id) {
    model.user(id);
    model.organisationLimits.remove(id);
  }

  User changeAddress(EmailAddress from, EmailAddress to) {
    User old = model.user(from);
    if (from.equals(to)) {
      return old;
    }
    if (model.users.containsKey(to)) {
      throw new UserAlreadyExists(to);
    }
    model.users.remove(from);
    Long limit = model.organisationLimits.remove(from);
    if (limit != null) {
      model.organisationLimits.put(to, limit);
    }
    User moved =
        store(new User(old.id(), to, old.profile(), old.createdAt(), 0), old.revision() + 1);
    model.organisations.keySet().forEach(organisation -> move(organisation, from, to));
    model.clear(place -> place.user().equals(from));
    return moved;
  }

  private void move(OrganisationId organisation, EmailAddress from, EmailAddress to) {
    Place old = new Place(organisation, from);
    Place place = new Place(organisation, to);
    Member member = model.members.get(old);
    MembershipId identity = model.memberships.get(old);
    if (member != null && identity != null) {
      model.invitations.remove(place);
      model.memberships.put(place, identity);
      model.members.put(
          place,
          new Member(
              organisation,
              to,
              member.userId(),
              member.profile(),
              member.groups(),
              member.acceptedAt(),
              member.suspendedAt(),
              member.organisationSuspended()));
    }
    Invitation open = model.invitations.get(old);
    Invitation there = model.invitations.get(place);
    if (open != null && (there == null || open.expiresAt().isAfter(there.expiresAt()))) {
      Invitation moved =
          new Invitation(
              open.id(),
              organisation,
              to,
              open.groups(),
              open.invitedBy(),
              open.invitedAt(),
              open.expiresAt());
      model.invitations.put(place, moved);
    }
  }
}
