package dev.orgtable.store;

import dev.orgtable.OrganisationId;
import dev.orgtable.dynamodb.ConflictException;
import dev.orgtable.dynamodb.Decision;
import dev.orgtable.dynamodb.Decision.Done;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.Key;
import dev.orgtable.dynamodb.Operation;
import dev.orgtable.dynamodb.Reads;
import dev.orgtable.dynamodb.Transaction;
import dev.orgtable.event.Details;
import dev.orgtable.event.EventType;
import dev.orgtable.internal.Context;
import dev.orgtable.internal.ExpiredInvitations;
import dev.orgtable.internal.InvitationRemoval;
import dev.orgtable.internal.SideCount;
import dev.orgtable.internal.event.Draft;
import dev.orgtable.internal.record.OrganisationRecord;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** The room of an organisation for members and invitations. */
final class Room {

  private Room() {}

  /**
   * Counts members and invitations if that was never done, or else removes as many expired
   * invitations as are in the way, and then decides again.
   *
   * @param missing how many places are missing
   * @param first organisation's sides of invitations that are removed before others
   * @param full the refusal if fewer invitations have expired, and the organisation still is full:
   *     others may have removed some meanwhile
   */
  static <T> Decision<T> made(
      Reads reads,
      OrganisationRecord source,
      Context context,
      Operation<T> again,
      long missing,
      Set<Key> first,
      Supplier<RuntimeException> full) {
    if (!source.sides().sufficeForLimits()) {
      return counted(reads, source, again);
    }
    OrganisationId organisation = source.organisation().id();
    List<Item> expired =
        ExpiredInvitations.of(reads, organisation, context).toRemove(reads, missing, first);
    if (expired.isEmpty()) {
      boolean same = OrganisationRecord.read(reads, organisation).sides().equals(source.sides());
      throw same ? full.get() : new ConflictException();
    }
    Transaction removal = new Transaction();
    InvitationRemoval.end(removal, organisation, expired);
    return Decision.first(removal, again);
  }

  /**
   * Counts members and invitations, or the invitations alone if there is no limit of both, and then
   * decides again.
   */
  private static <T> Decision<T> counted(
      Reads reads, OrganisationRecord source, Operation<T> again) {
    OrganisationId organisation = source.organisation().id();
    return Decision.first(
        source.sides().limit().isPresent()
            ? SideCount.read(reads, organisation).stored(source)
            : source.countedInvitations(SideCount.invitations(reads, organisation)),
        again);
  }

  /** Sets or removes the limit, after counting if that was never done. */
  static Decision<Done> limit(Reads reads, OrganisationId organisation, Optional<Long> limit) {
    OrganisationRecord source = OrganisationRecord.read(reads, organisation);
    if (source.sides().limit().equals(limit)) {
      return Decision.unchanged();
    }
    return source.sides().areCounted()
        ? Decision.commit(limit(source, limit))
        : Decision.first(
            SideCount.read(reads, organisation).stored(source),
            again -> limit(again, organisation, limit));
  }

  private static Transaction limit(OrganisationRecord source, Optional<Long> next) {
    Details details =
        Details.NONE.changing(
            "memberLimit",
            source.sides().limit().map(String::valueOf).orElse(null),
            next.map(String::valueOf).orElse(null));
    return source
        .limited(next)
        .emit(Draft.of(source.organisation().id(), EventType.ORGANISATION_LIMIT_CHANGED, details));
  }
}
