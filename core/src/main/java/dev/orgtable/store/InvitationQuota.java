package dev.orgtable.store;

import dev.orgtable.OrganisationId;
import dev.orgtable.OrgtableException.TooManyInvitations;
import dev.orgtable.dynamodb.Change;
import dev.orgtable.dynamodb.Decision;
import dev.orgtable.dynamodb.ItemPage;
import dev.orgtable.dynamodb.QuerySpec;
import dev.orgtable.dynamodb.Reads;
import dev.orgtable.dynamodb.Transaction;
import dev.orgtable.internal.Context;
import dev.orgtable.internal.record.ChildVersion;
import dev.orgtable.internal.record.Conditions;
import dev.orgtable.internal.record.Keys;
import dev.orgtable.internal.record.OrganisationInvitationRecord;
import dev.orgtable.internal.record.OrganisationRecord;
import dev.orgtable.internal.record.Refusals;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/**
 * How many invitations of one organisation may be open at once. The organisation's record counts up
 * with each that is opened, and never down, so that ending one costs nothing more: the count is not
 * less than how many are open. When it has come to the limit, they are counted anew.
 */
final class InvitationQuota {

  private final int limit;
  private final Instant now;

  InvitationQuota(Context context) {
    this.limit = context.limits().openInvitations();
    this.now = context.now();
  }

  /** Counts one more that is open, if there is room. */
  void add(Transaction transaction, OrganisationRecord source) {
    source.addInvited(transaction, limit);
  }

  /**
   * Decides for an organisation that has room for one more. One whose record does not say so gets a
   * new count first.
   *
   * @param then decides with the organisation's record, which says that there is room
   * @throws TooManyInvitations if as many are open as may be
   */
  <T> Decision<T> withRoom(
      Reads reads, OrganisationRecord source, Function<OrganisationRecord, Decision<T>> then) {
    if (source.invited().filter(count -> count < limit).isPresent()) {
      return then.apply(source);
    }
    long open = open(reads, source.organisation().id());
    if (open >= limit) {
      throw new TooManyInvitations(source.organisation().id(), limit);
    }
    return Decision.first(recount(source, open), again -> then.apply(source.withInvited(open)));
  }

  private static Transaction recount(OrganisationRecord source, long open) {
    return new Transaction()
        .update(
            OrganisationRecord.key(source.organisation().id()),
            new Change().set(OrganisationRecord.INVITED, open),
            Conditions.sameNumber(Conditions.live(), ChildVersion.ATTRIBUTE, source.additions()),
            Refusals.changed())
        .repeatable();
  }

  /** Counts what is open, no further than to the limit. */
  private long open(Reads reads, OrganisationId organisation) {
    long open = 0;
    for (ItemPage page :
        reads.pages(QuerySpec.of(OrganisationRecord.key(organisation).id(), Keys.INVITATIONS))) {
      open +=
          page.items().stream()
              .map(OrganisationInvitationRecord::from)
              .flatMap(Optional::stream)
              .filter(invitation -> !invitation.isExpiredAt(now))
              .count();
      if (open >= limit) {
        return open;
      }
    }
    return open;
  }
}
