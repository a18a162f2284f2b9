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
 * The limit of open invitations per organisation. A counter on the organisation's record is
 * incremented for each new invitation and never decremented, which would cost a write more. It is
 * thus an upper bound; when it reaches the limit, the open invitations are counted again.
 */
final class InvitationQuota {

  private final int limit;
  private final Instant now;

  InvitationQuota(Context context) {
    this.limit = context.limits().openInvitations();
    this.now = context.now();
  }

  /**
   * Counts the open invitations of an organisation whose counter has reached the limit, and returns
   * the decision to correct the counter first.
   *
   * @param then makes the decision that follows, with a counter below the limit
   * @throws TooManyInvitations if the limit is reached
   */
  <T> Decision<T> recounted(
      Reads reads, OrganisationRecord source, Function<OrganisationRecord, Decision<T>> then) {
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

  /** Counts the open invitations, up to the limit. */
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
