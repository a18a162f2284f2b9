package dev.orgtable.server.event;

import dev.orgtable.EmailAddress;
import dev.orgtable.UserId;
import dev.orgtable.history.Roster;
import dev.orgtable.history.Roster.Seat;
import dev.orgtable.server.member.GroupsBody;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The members of an organisation at a past moment.
 *
 * @param at the moment
 * @param organisationSuspended whether the organisation was suspended, so that no member was active
 * @param members the members, by address
 */
public record PastBody(Instant at, boolean organisationSuspended, List<PastMemberBody> members) {

  /**
   * A member at a past moment.
   *
   * @param id the user's id; null if the log does not tell it
   * @param email the address at that time
   * @param suspended whether the member was suspended
   * @param groups the groups of the organisation that the member was in
   * @param services the groups of its services, by the service's id
   */
  public record PastMemberBody(
      @Nullable String id,
      String email,
      boolean suspended,
      List<String> groups,
      Map<String, List<String>> services) {

    static PastMemberBody of(EmailAddress user, Seat seat, Roster roster) {
      GroupsBody groups = GroupsBody.of(seat.groups());
      return new PastMemberBody(
          roster.idOf(user).map(UserId::value).orElse(null),
          user.value(),
          seat.suspended(),
          groups.groups(),
          groups.services());
    }
  }

  /** Returns all members. */
  static PastBody of(Instant at, Roster roster) {
    return of(at, roster, roster.members());
  }

  /** Returns one member, if there was one with this address. */
  static PastBody of(Instant at, Roster roster, Optional<EmailAddress> only) {
    Seat seat = only.map(user -> roster.members().get(user)).orElse(null);
    return of(at, roster, seat == null ? Map.of() : Map.of(only.get(), seat));
  }

  private static PastBody of(Instant at, Roster roster, Map<EmailAddress, Seat> members) {
    return new PastBody(
        at,
        roster.isSuspended(),
        members.entrySet().stream()
            .map(each -> PastMemberBody.of(each.getKey(), each.getValue(), roster))
            .toList());
  }
}
