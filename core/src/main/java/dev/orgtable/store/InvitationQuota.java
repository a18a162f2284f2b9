package dev.orgtable.store;

import dev.orgtable.OrganisationId;
import dev.orgtable.OrgtableException.TooManyInvitations;
import java.time.Instant;
import java.util.Optional;

/**
 * How many invitations of one organisation may be open at once. The organisation's record counts up
 * with each that is opened, and never down, so that ending one costs nothing more: the count is not
 * less than how many are open. When it has come to the limit, they are counted anew.
 */
final class InvitationQuota {

  private final Table table;
  private final int limit;
  private final Instant now;

  InvitationQuota(Table table, int limit, Instant now) {
    this.table = table;
    this.limit = limit;
    this.now = now;
  }

  /** Counts one more that is open, if there is room. */
  void add(Transaction transaction, OrganisationRecord source) {
    source.addInvited(transaction, limit);
  }

  /**
   * Returns an organisation that has room for one more, as far as its record was read; counts what
   * is open if that record does not say so.
   *
   * @throws TooManyInvitations if as many are open as may be
   */
  OrganisationRecord room(OrganisationRecord source) {
    if (source.invited().filter(count -> count < limit).isPresent()) {
      return source;
    }
    OrganisationId organisation = source.organisation().id();
    long open = open(organisation);
    if (open >= limit) {
      throw new TooManyInvitations(organisation, limit);
    }
    table.step(
        new Transaction()
            .update(
                OrganisationRecord.key(organisation),
                new Change().set(OrganisationRecord.INVITED, open),
                Condition.present().equalOrAbsent(Additions.ATTRIBUTE, source.additions()),
                Refusal.changed())
            .repeatable());
    return source.withInvited(open);
  }

  /** Counts what is open, no further than to the limit. */
  private long open(OrganisationId organisation) {
    SliceRequest request =
        SliceRequest.of(OrganisationRecord.key(organisation).id(), Key.INVITATIONS);
    long open = 0;
    Slice slice;
    do {
      slice = table.query(request);
      open +=
          slice.items().stream()
              .map(OrganisationInvitationRecord::from)
              .flatMap(Optional::stream)
              .filter(invitation -> !invitation.isExpiredAt(now))
              .count();
      request = request.after(slice.last());
    } while (!slice.last().isEmpty() && open < limit);
    return open;
  }
}
