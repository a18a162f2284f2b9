package dev.orgtable.internal;

import dev.orgtable.EmailAddress;
import dev.orgtable.OrganisationId;
import dev.orgtable.OrgtableException.UnreadableRecord;
import dev.orgtable.dynamodb.Condition;
import dev.orgtable.dynamodb.ConflictException;
import dev.orgtable.dynamodb.Consistency;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.Table;
import dev.orgtable.dynamodb.Transaction;
import dev.orgtable.internal.record.DueEntry;
import dev.orgtable.internal.record.Expiry;
import dev.orgtable.internal.record.Keys;
import dev.orgtable.internal.record.Layout;
import dev.orgtable.internal.record.OrganisationInvitationRecord;
import dev.orgtable.internal.record.Refusals;
import dev.orgtable.internal.record.UserOrganisationRecord;
import java.time.Instant;
import java.util.Optional;

/** Removes expired invitations, both sides in one transaction. */
public final class InvitationRemoval {

  private InvitationRemoval() {}

  /**
   * Adds the deletion of both sides of an invitation to a transaction, on condition that it was not
   * resent.
   *
   * @param userSide the user's side as read
   */
  public static void end(Transaction transaction, Item userSide) {
    EmailAddress invitee = Keys.userOf(userSide.key()).orElseThrow();
    OrganisationId organisation = UserOrganisationRecord.organisationOf(userSide);
    Condition expired =
        UserOrganisationRecord.same(userSide)
            .equal(Expiry.EXPIRES_AT, UserOrganisationRecord.expiresAt(userSide).getEpochSecond());
    transaction
        .delete(userSide.key(), expired, Refusals.changed())
        .delete(
            OrganisationInvitationRecord.key(organisation, invitee), expired, Refusals.changed());
  }

  /**
   * Removes an invitation that can no longer be resent, both sides in one transaction.
   *
   * @param invitation the organisation's side as read
   * @return whether the invitation was removed; false if the sides disagree, which is left to the
   *     repair
   */
  public static boolean remove(Table table, Item invitation, Instant now) {
    Optional<EmailAddress> invitee = Keys.userAfter(invitation.key(), Keys.INVITATIONS);
    Optional<OrganisationId> organisation = Keys.organisationOf(invitation.key());
    if (!Layout.isCurrent(invitation) || invitee.isEmpty() || organisation.isEmpty()) {
      return false;
    }
    Optional<Item> side =
        table
            .getAny(
                UserOrganisationRecord.key(invitee.get(), organisation.get()), Consistency.STRONG)
            .filter(found -> Layout.is(found, UserOrganisationRecord.TYP))
            .filter(found -> Layout.isCurrent(found) && UserOrganisationRecord.isInvitation(found))
            .filter(found -> isSame(found, invitation))
            .filter(found -> !now.isBefore(DueEntry.of(found).removedAt()));
    if (side.isEmpty()) {
      return false;
    }
    Transaction transaction = new Transaction();
    end(transaction, side.get());
    try {
      table.write(transaction);
      return true;
    } catch (ConflictException | UnreadableRecord e) {
      return false;
    }
  }

  private static boolean isSame(Item side, Item invitation) {
    return UserOrganisationRecord.membership(side)
            .equals(UserOrganisationRecord.membership(invitation))
        && side.number(Expiry.EXPIRES_AT).equals(invitation.number(Expiry.EXPIRES_AT));
  }
}
