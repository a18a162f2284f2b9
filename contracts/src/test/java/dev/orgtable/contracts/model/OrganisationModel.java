package dev.orgtable.contracts.model;

import dev.orgtable.EmailAddress;
import dev.orgtable.Group;
import dev.orgtable.Member;
import dev.orgtable.Organisation;
import dev.orgtable.OrganisationDetails;
import dev.orgtable.OrganisationId;
import dev.orgtable.OrgtableException.OrganisationAlreadyExists;
import dev.orgtable.OrgtableException.Stale;
import dev.orgtable.limit.Seats;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** The model of the operations on organisations. */
record OrganisationModel(Model model) {

  Organisation create(OrganisationId id, String name, EmailAddress owner) {
    model.user(owner);
    model.refuseAtLimit(owner, id);
    if (model.organisations.containsKey(id)) {
      throw new OrganisationAlreadyExists(id);
    }
    Organisation created = new Organisation(id, name, model.now(), 1);
    model.organisations.put(id, created);
    model.join(new Place(id, owner), model.newIdentity(), Set.of(Group.OWNER));
    return created;
  }

  Organisation rename(OrganisationId id, String name) {
    Organisation present = model.organisation(id);
    if (present.name().equals(name)) {
      return present;
    }
    Organisation next =
        new Organisation(
            id, name, present.createdAt(), present.revision() + 1, present.suspendedAt());
    model.organisations.put(id, next);
    return next;
  }

  Organisation rename(Organisation seen, String name) {
    if (model.organisation(seen.id()).revision() != seen.revision()) {
      throw new Stale("organisation " + seen.id());
    }
    return rename(seen.id(), name);
  }

  Organisation suspend(OrganisationId id) {
    Organisation present = model.organisation(id);
    return present.suspendedAt().isPresent()
        ? present
        : setSuspended(present, Optional.of(model.now()));
  }

  Organisation reactivate(OrganisationId id) {
    Organisation present = model.organisation(id);
    return present.suspendedAt().isEmpty() ? present : setSuspended(present, Optional.empty());
  }

  private Organisation setSuspended(Organisation of, Optional<Instant> at) {
    Organisation next = new Organisation(of.id(), of.name(), of.createdAt(), of.revision() + 1, at);
    model.organisations.put(of.id(), next);
    model
        .members(member -> member.organisation().equals(of.id()))
        .forEach(
            member ->
                model.members.put(
                    new Place(of.id(), member.user()),
                    new Member(
                        of.id(),
                        member.user(),
                        member.userId(),
                        member.profile(),
                        member.groups(),
                        member.acceptedAt(),
                        member.suspendedAt(),
                        at.isPresent())));
    return next;
  }

  OrganisationDetails details(OrganisationId id) {
    return new OrganisationDetails(
        model.organisation(id),
        model.members(member -> member.organisation().equals(id)),
        List.copyOf(model.servicesOf(id).values()),
        model.open(invitation -> invitation.organisation().equals(id)));
  }

  Seats seats(OrganisationId id) {
    model.organisation(id);
    Long limit = model.limits.get(id);
    return new Seats(
        OptionalLong.of(count(model.members, id)),
        OptionalLong.of(count(model.invitations, id)),
        limit == null ? OptionalLong.empty() : OptionalLong.of(limit));
  }

  private static long count(Map<Place, ?> places, OrganisationId id) {
    return places.keySet().stream().filter(place -> place.organisation().equals(id)).count();
  }

  void limitSeats(OrganisationId id, long most) {
    model.organisation(id);
    model.limits.put(id, most);
  }

  void removeSeatLimit(OrganisationId id) {
    model.organisation(id);
    model.limits.remove(id);
  }

  /** An index does not know of suspensions. */
  List<Organisation> search(String beginning) {
    String folded = beginning.toLowerCase(Locale.ROOT);
    return model.organisations.values().stream()
        .filter(organisation -> organisation.name().toLowerCase(Locale.ROOT).startsWith(folded))
        .map(of -> new Organisation(of.id(), of.name(), of.createdAt(), of.revision()))
        .toList();
  }

  void delete(OrganisationId id) {
    model.organisation(id);
    model.organisations.remove(id);
    model.limits.remove(id);
    model.services.remove(id);
    model.groups.remove(id);
    model.clear(place -> place.organisation().equals(id));
  }
}
