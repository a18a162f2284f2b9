package dev.orgtable.contracts.model;

import dev.orgtable.Group;
import dev.orgtable.Invitation;
import dev.orgtable.Member;
import dev.orgtable.MembershipId;
import dev.orgtable.OrganisationId;
import dev.orgtable.OrgtableException.AlreadyInvited;
import dev.orgtable.OrgtableException.AlreadyMember;
import dev.orgtable.OrgtableException.InvitationExpired;
import dev.orgtable.OrgtableException.InvitationNotFound;
import dev.orgtable.OrgtableException.OrganisationSuspended;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The model of the operations on invitations. */
record InvitationModel(Model model) {

  Invitation invite(Place place, Set<Group> groups, String invitedBy, Duration validFor) {
    model.organisation(place.organisation());
    refuseMember(place);
    Invitation present = model.invitations.get(place);
    if (present != null && !present.isExpiredAt(model.now())) {
      throw new AlreadyInvited(place.user(), place.organisation());
    }
    if (present == null) {
      model.makeRoom(place.organisation(), 1);
    }
    model.requireServices(place.organisation(), groups);
    MembershipId id = model.newIdentity();
    Instant end = model.now().plus(validFor).truncatedTo(ChronoUnit.SECONDS);
    Invitation invitation =
        new Invitation(id, place.organisation(), place.user(), groups, invitedBy, model.now(), end);
    model.invitations.put(place, invitation);
    model.first.putIfAbsent(place, id);
    return invitation;
  }

  Invitation get(Place place) {
    return Optional.ofNullable(model.invitations.get(place)).orElseThrow(() -> notFound(place));
  }

  List<Invitation> list(OrganisationId organisation) {
    model.organisation(organisation);
    return model.open(invitation -> invitation.organisation().equals(organisation));
  }

  /** Accepts an invitation with the given id. */
  Member accept(Place place, Predicate<@Nullable MembershipId> meant) {
    Invitation invitation = model.invitations.get(place);
    if (invitation == null) {
      Member member = model.members.get(place);
      if (member == null || !meant.test(model.memberships.get(place))) {
        throw notFound(place);
      }
      return member;
    }
    if (!meant.test(invitation.id())) {
      throw notFound(place);
    }
    if (invitation.isExpiredAt(model.now())) {
      throw new InvitationExpired(place.user(), place.organisation());
    }
    model.user(place.user());
    model.refuseAtLimit(place.user(), place.organisation());
    if (model.organisation(place.organisation()).suspendedAt().isPresent()) {
      throw new OrganisationSuspended(place.organisation());
    }
    model.invitations.remove(place);
    return model.join(place, invitation.id(), invitation.groups());
  }

  /** Rejects or revokes an invitation with the given id. */
  void end(Place place, Predicate<@Nullable MembershipId> meant) {
    refuseMember(place);
    Invitation invitation = model.invitations.get(place);
    if (invitation == null || !meant.test(invitation.id())) {
      throw notFound(place);
    }
    model.invitations.remove(place);
  }

  private void refuseMember(Place place) {
    if (model.members.containsKey(place)) {
      throw new AlreadyMember(place.user(), place.organisation());
    }
  }

  private static InvitationNotFound notFound(Place place) {
    return new InvitationNotFound(place.user(), place.organisation());
  }
}
