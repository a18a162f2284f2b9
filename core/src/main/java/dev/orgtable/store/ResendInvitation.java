package dev.orgtable.store;

import dev.orgtable.EmailAddress;
import dev.orgtable.Invitation;
import dev.orgtable.OrganisationId;
import dev.orgtable.dynamodb.Change;
import dev.orgtable.dynamodb.Condition;
import dev.orgtable.dynamodb.Decision;
import dev.orgtable.dynamodb.Operation;
import dev.orgtable.dynamodb.Reads;
import dev.orgtable.dynamodb.Transaction;
import dev.orgtable.event.Details;
import dev.orgtable.event.EventType;
import dev.orgtable.internal.Context;
import dev.orgtable.internal.event.Draft;
import dev.orgtable.internal.record.Conditions;
import dev.orgtable.internal.record.DueEntry;
import dev.orgtable.internal.record.OrganisationInvitationRecord;
import dev.orgtable.internal.record.Refusals;
import dev.orgtable.internal.record.UserOrganisationRecord;
import java.time.Instant;

/** Resends an invitation: extends its validity and invalidates its former token. */
final class ResendInvitation implements Operation<Invitation> {

  private final Context context;
  private final EmailAddress invitee;
  private final OrganisationId organisation;
  private final Instant end;

  ResendInvitation(
      Context context, EmailAddress invitee, OrganisationId organisation, Instant end) {
    this.context = context;
    this.invitee = invitee;
    this.organisation = organisation;
    this.end = end;
  }

  @Override
  public Decision<Invitation> decide(Reads reads) {
    Invitation seen = InvitationStore.get(reads, invitee, organisation);
    Instant later = end.isAfter(seen.expiresAt()) ? end : seen.expiresAt();
    Invitation next = seen.with(later, Invite.mail(context).orElse(null));
    return Decision.commit(resend(seen, next), next);
  }

  private Transaction resend(Invitation seen, Invitation next) {
    Condition same = Conditions.live().equal(UserOrganisationRecord.MEMBERSHIP, seen.id().value());
    long end = next.expiresAt().getEpochSecond();
    Change resent =
        DueEntry.of(next)
            .change(new Change())
            .set(UserOrganisationRecord.EXPIRES_AT, end)
            .remove(OrganisationInvitationRecord.TOKEN_HASH);
    Change change =
        context
            .caller()
            .map(hash -> resent.set(OrganisationInvitationRecord.INVITER, hash))
            .orElse(resent);
    Transaction transaction =
        new Transaction()
            .update(
                UserOrganisationRecord.key(invitee, organisation),
                new Change().set(UserOrganisationRecord.EXPIRES_AT, end),
                same.isNull(UserOrganisationRecord.ACCEPTED_AT),
                Refusals.changed())
            .update(
                OrganisationInvitationRecord.key(organisation, invitee),
                change,
                same.equal(UserOrganisationRecord.EXPIRES_AT, seen.expiresAt().getEpochSecond()),
                Refusals.changed());
    Details details =
        Details.of(invitee)
            .by(next.id())
            .changing("expiresAt", seen.expiresAt().toString(), next.expiresAt().toString());
    return transaction.emit(Draft.of(organisation, EventType.INVITATION_RESENT, details));
  }
}
