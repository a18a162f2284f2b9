package dev.orgtable.internal;

import dev.orgtable.EmailAddress;
import dev.orgtable.MembershipId;
import dev.orgtable.OrganisationId;
import dev.orgtable.OrgtableException.AlreadyMember;
import dev.orgtable.OrgtableException.InvitationNotFound;
import dev.orgtable.OrgtableException.UnreadableRecord;
import dev.orgtable.OrgtableException.UpgradeRequired;
import dev.orgtable.dynamodb.Condition;
import dev.orgtable.dynamodb.ConflictException;
import dev.orgtable.dynamodb.Consistency;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.Refusal;
import dev.orgtable.dynamodb.Table;
import dev.orgtable.dynamodb.Transaction;
import dev.orgtable.event.Actor;
import dev.orgtable.event.Details;
import dev.orgtable.event.EventType;
import dev.orgtable.internal.event.Draft;
import dev.orgtable.internal.record.Conditions;
import dev.orgtable.internal.record.DueEntry;
import dev.orgtable.internal.record.Expiry;
import dev.orgtable.internal.record.Keys;
import dev.orgtable.internal.record.Layout;
import dev.orgtable.internal.record.MembershipKeys;
import dev.orgtable.internal.record.OrganisationInvitationRecord;
import dev.orgtable.internal.record.OrganisationRecord;
import dev.orgtable.internal.record.Refusals;
import dev.orgtable.internal.record.UserOrganisationRecord;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Removes invitations, both sides in one transaction. */
public final class InvitationRemoval {

  private InvitationRemoval() {}

  /**
   * Adds the deletion of both sides of invitations to a transaction, on condition that they were
   * not resent, and counts them on the organisation's record.
   *
   * @param sides either side of each invitation, as read; at least one
   */
  public static void end(
      Transaction transaction, OrganisationId organisation, Collection<Item> sides) {
    for (Item side : sides) {
      MembershipKeys keys = MembershipKeys.of(side.key()).orElseThrow();
      Condition expired =
          UserOrganisationRecord.same(side)
              .equal(Expiry.EXPIRES_AT, UserOrganisationRecord.expiresAt(side).getEpochSecond());
      transaction
          .delete(keys.userSide(), expired, Refusals.changed())
          .delete(keys.invitation(), expired, Refusals.changed());
      emitExpired(transaction, organisation, side);
    }
    OrganisationRecord.remove(transaction, organisation, 0, sides.size(), ConflictException::new);
  }

  /**
   * Emits that an invitation expired, when its sides are removed or replaced. Nobody is named: who
   * replaces it has not ended it.
   */
  public static void emitExpired(Transaction transaction, OrganisationId organisation, Item side) {
    EmailAddress invitee = MembershipKeys.user(side.key()).orElseThrow();
    Details details = Details.of(invitee).by(UserOrganisationRecord.membership(side).orElse(null));
    transaction.emit(
        Draft.of(organisation, EventType.INVITATION_EXPIRED, details).by(Actor.EXPIRY));
  }

  /**
   * Removes an invitation that can no longer be resent, both sides in one transaction.
   *
   * @param invitation the organisation's side as read
   * @return whether the invitation was removed; false if the sides disagree or there is no
   *     organisation, which is left to the repair
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
    end(transaction, organisation.get(), List.of(side.get()));
    try {
      table.write(transaction);
      return true;
    } catch (ConflictException | UnreadableRecord | UpgradeRequired e) {
      return false;
    }
  }

  /** Returns whether both sides are of the same invitation, as it expires. */
  static boolean isSame(Item side, Item invitation) {
    return UserOrganisationRecord.membership(side)
            .equals(UserOrganisationRecord.membership(invitation))
        && side.number(Expiry.EXPIRES_AT).equals(invitation.number(Expiry.EXPIRES_AT));
  }

  /**
   * Returns the deletion of both sides of an invitation that is revoked or rejected.
   *
   * @param meant the id of the invitation; null if any is meant
   */
  public static Transaction ending(
      EventType how,
      EmailAddress invitee,
      OrganisationId organisation,
      @Nullable MembershipId meant) {
    Refusal refusal =
        Refusals.of(
            () -> new InvitationNotFound(invitee, organisation),
            found ->
                UserOrganisationRecord.isAccepted(found)
                    ? new AlreadyMember(invitee, organisation)
                    : new InvitationNotFound(invitee, organisation));
    Condition same =
        meant == null
            ? Conditions.live()
            : Conditions.live().equal(UserOrganisationRecord.MEMBERSHIP, meant.value());
    Transaction end =
        new Transaction()
            .delete(
                UserOrganisationRecord.key(invitee, organisation),
                same.isNull(UserOrganisationRecord.ACCEPTED_AT),
                refusal)
            .delete(OrganisationInvitationRecord.key(organisation, invitee), same, refusal);
    OrganisationRecord.remove(
        end, organisation, 0, 1, () -> new InvitationNotFound(invitee, organisation));
    return end.emit(Draft.of(organisation, how, Details.of(invitee).by(meant)));
  }
}
