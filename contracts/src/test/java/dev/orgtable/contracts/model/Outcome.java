package dev.orgtable.contracts.model;

import dev.orgtable.Invitation;
import dev.orgtable.MembershipId;
import dev.orgtable.Organisation;
import dev.orgtable.OrganisationDetails;
import dev.orgtable.OrgtableException;
import dev.orgtable.Service;
import dev.orgtable.User;
import dev.orgtable.UserDetails;
import dev.orgtable.contracts.Counted;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The outcome of an operation: its result, or its refusal with the ids concerned. Ids of
 * invitations and the random starts of revisions are ignored, since the model cannot know them.
 *
 * @param kind {@value #APPLIED}, or the refusal's name
 * @param value the result, or the content of the refusal
 */
record Outcome(String kind, Object value) {

  static final String APPLIED = "applied";

  private static final MembershipId ANY = new MembershipId("any");

  /** Runs an operation. Exceptions that are not refusals are rethrown. */
  static Outcome of(Supplier<Object> operation) {
    try {
      return new Outcome(APPLIED, comparable(operation.get()));
    } catch (OrgtableException e) {
      return new Outcome(e.getClass().getSimpleName(), String.valueOf(e.getMessage()));
    } catch (IllegalArgumentException e) {
      return new Outcome(IllegalArgumentException.class.getSimpleName(), "");
    }
  }

  private static Object comparable(Object value) {
    if (value instanceof Invitation invitation) {
      return anonymous(invitation);
    }
    if (value instanceof List<?> list) {
      return list.stream().map(Outcome::comparable).toList();
    }
    if (value instanceof Set<?> set) {
      return set.stream().map(Outcome::comparable).collect(Collectors.toSet());
    }
    if (value instanceof User user) {
      return Counted.counted(user);
    }
    if (value instanceof Organisation organisation) {
      return Counted.counted(organisation);
    }
    if (value instanceof Service service) {
      return Counted.counted(service);
    }
    if (value instanceof UserDetails details) {
      return new UserDetails(
          Counted.counted(details.user()), details.organisations(), details.invitations());
    }
    if (value instanceof OrganisationDetails details) {
      return new OrganisationDetails(
          Counted.counted(details.organisation()),
          details.members(),
          details.services().stream().map(Counted::counted).toList(),
          details.invitations().stream().map(Outcome::anonymous).toList());
    }
    return value;
  }

  private static Invitation anonymous(Invitation invitation) {
    return new Invitation(
        ANY,
        invitation.organisation(),
        invitation.invitee(),
        invitation.groups(),
        invitation.invitedBy(),
        invitation.invitedAt(),
        invitation.expiresAt());
  }
}
