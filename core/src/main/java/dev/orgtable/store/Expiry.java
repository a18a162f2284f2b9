package dev.orgtable.store;

import dev.orgtable.OrganisationId;
import dev.orgtable.OrgtableException.UnreadableRecord;
import dev.orgtable.UserId;
import dev.orgtable.store.Refusal.Changed;
import java.time.Instant;
import java.util.Optional;

/** What is over by time: records that stand by themselves, and invitations, whose sides do not. */
final class Expiry {

  /** From which second on the record counts for nothing. */
  static final String EXPIRES_AT = UserOrganisationRecord.EXPIRES_AT;

  /**
   * From which second on DynamoDB may remove the record, on its own and some days later. The two
   * sides of an invitation have an end, but never this: they would go one after the other.
   */
  static final String REMOVE_AT = "removeAt";

  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

  private Expiry() {}

  static Item with(Item item, Instant end) {
    return item.with(EXPIRES_AT, end.getEpochSecond()).with(REMOVE_AT, end.getEpochSecond());
  }

  /**
   * Deletes both sides of an invitation, unless it was resent.
   *
   * @param userSide the user's side, as it was read
   */
  static void end(Transaction transaction, Item userSide) {
    UserId invitee = userSide.key().user().orElseThrow();
    OrganisationId organisation = UserPartition.organisation(userSide);
    Condition expired =
        UserPartition.same(userSide)
            .equal(EXPIRES_AT, UserOrganisationRecord.expiresAt(userSide).getEpochSecond());
    transaction
        .delete(userSide.key(), expired, Refusal.changed())
        .delete(
            OrganisationInvitationRecord.key(organisation, invitee), expired, Refusal.changed());
  }

  /**
   * Removes an invitation that nothing can be done with any more, both sides at once.
   *
   * @param invitation the organisation's side, as it was read
   * @return whether it did; not if the sides do not agree, which is for the repair
   */
  static boolean remove(Table table, Item invitation, Instant now) {
    Optional<UserId> invitee = invitation.key().userAfter(Key.INVITATIONS);
    Optional<OrganisationId> organisation = invitation.key().organisation();
    if (!invitation.isPresent() || invitee.isEmpty() || organisation.isEmpty()) {
      return false;
    }
    Optional<Item> side =
        table
            .getReadable(
                UserOrganisationRecord.key(invitee.get(), organisation.get()), Consistency.STRONG)
            .filter(found -> found.isPresent() && UserOrganisationRecord.isInvitation(found))
            .filter(found -> isSame(found, invitation))
            .filter(found -> !now.isBefore(AgendaEntry.of(found).removedAt()));
    if (side.isEmpty()) {
      return false;
    }
    Transaction transaction = new Transaction();
    end(transaction, side.get());
    try {
      table.step(transaction);
      return true;
    } catch (Changed | UnreadableRecord e) {
      return false;
    }
  }

  private static boolean isSame(Item side, Item invitation) {
    return UserOrganisationRecord.membership(side)
            .equals(UserOrganisationRecord.membership(invitation))
        && side.number(EXPIRES_AT).equals(invitation.number(EXPIRES_AT));
  }

  /** Returns the end of a record; one that cannot be read has come. */
  static Instant of(Item item) {
    return item.number(EXPIRES_AT)
        .filter(end -> end >= 0 && end <= LAST.getEpochSecond())
        .map(Instant::ofEpochSecond)
        .orElse(Instant.EPOCH);
  }
}
