package dev.orgtable.job;

import dev.orgtable.OrgtableException.UpgradeRequired;
import dev.orgtable.dynamodb.Condition;
import dev.orgtable.dynamodb.ConflictException;
import dev.orgtable.dynamodb.Consistency;
import dev.orgtable.dynamodb.Decision;
import dev.orgtable.dynamodb.Decision.Done;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.Reads;
import dev.orgtable.dynamodb.Table;
import dev.orgtable.dynamodb.Transaction;
import dev.orgtable.internal.record.Conditions;
import dev.orgtable.internal.record.ExternalIdRecord;
import dev.orgtable.internal.record.Keys;
import dev.orgtable.internal.record.Layout;
import dev.orgtable.internal.record.MembershipKeys;
import dev.orgtable.internal.record.OrganisationGroupMemberRecord;
import dev.orgtable.internal.record.OrganisationRecord;
import dev.orgtable.internal.record.Refusals;
import dev.orgtable.internal.record.StoredFacts;
import dev.orgtable.internal.record.UserOrganisationRecord;
import java.util.Optional;

/**
 * Removes a record of a deleted organisation or user; of a membership or an invitation, both sides.
 */
final class PartRemoval {

  private final MembershipKeys keys;

  /** One of the two sides; it identifies the membership. */
  private final Item item;

  private PartRemoval(MembershipKeys keys, Item item) {
    if (!Layout.isCurrent(item)) {
      throw new UpgradeRequired(item.toString());
    }
    this.keys = keys;
    this.item = item;
  }

  /** Removes a record of a deleted organisation or user. */
  static void remove(Table table, Item part) {
    Optional<MembershipKeys> keys = MembershipKeys.of(part.key());
    if (keys.isPresent()) {
      new PartRemoval(keys.get(), part).remove(table);
    } else if (part.key().rng().startsWith(Keys.USER_ORGANISATIONS)) {
      throw new UpgradeRequired(part.toString());
    } else {
      removeStandalone(table, part);
    }
  }

  /**
   * Removes a stand-alone record. The tombstone of a service is left until its own job is done, so
   * that its id is not reused.
   */
  private static void removeStandalone(Table table, Item part) {
    try {
      table.write(
          new Transaction()
              .delete(
                  part.key(),
                  Conditions.live().equal(Item.TYPE, part.text(Item.TYPE)),
                  Refusals.changed()));
    } catch (ConflictException done) {
      // It was already removed, or its own job removes it.
    }
  }

  /**
   * Removes both sides in one transaction or, if that is refused, those that remain. The user's
   * side does not tell whether the member has an external id: if so, the first attempt is refused.
   */
  private void remove(Table table) {
    table.run(reads -> removal());
  }

  private Decision<Done> removal() {
    boolean ofMember =
        Layout.is(item, OrganisationGroupMemberRecord.TYP)
            || UserOrganisationRecord.isAccepted(item);
    Condition same = UserOrganisationRecord.same(item);
    StoredFacts facts = StoredFacts.of(item);
    Transaction removal =
        new Transaction()
            .delete(
                ofMember ? keys.member() : keys.invitation(),
                ofMember ? facts.sameId(OrganisationGroupMemberRecord.notActiveOwner(same)) : same,
                Refusals.changed())
            .delete(keys.userSide(), same, Refusals.changed());
    ExternalIdRecord.release(removal, keys.member(), facts);
    if (item.key().equals(keys.userSide())) {
      count(removal, ofMember ? 1 : 0, ofMember ? 0 : 1);
    }
    return Decision.commit(removal)
        .ifRefused(ConflictException.class, (reads, conflict) -> remaining(reads));
  }

  /** Counts the organisation's sides that are removed, none of them of an active owner. */
  private void count(Transaction removal, int members, int invitations) {
    OrganisationRecord.remove(
        removal, keys.organisation(), members, invitations, ConflictException::new);
  }

  /**
   * Returns the removal of the sides that remain. Decrements the counts while the organisation
   * exists.
   */
  private Decision<Done> remaining(Reads reads) {
    Transaction transaction = new Transaction();
    boolean exists =
        reads
            .get(OrganisationRecord.key(keys.organisation()), Consistency.STRONG)
            .flatMap(OrganisationRecord::from)
            .isPresent();
    int owners = 0;
    int members = 0;
    int invitations = 0;
    for (Item side : reads.getAll(keys.all(), Consistency.STRONG).values()) {
      if (UserOrganisationRecord.membership(side).equals(UserOrganisationRecord.membership(item))) {
        boolean owner = OrganisationGroupMemberRecord.isActiveOwner(side);
        Condition same = UserOrganisationRecord.same(side);
        StoredFacts facts = StoredFacts.of(side);
        transaction.delete(
            side.key(),
            facts.sameId(
                owner
                    ? OrganisationGroupMemberRecord.activeOwner(same)
                    : OrganisationGroupMemberRecord.notActiveOwner(same)),
            Refusals.changed());
        ExternalIdRecord.release(transaction, side.key(), facts);
        if (!side.key().equals(keys.userSide())) {
          owners += owner ? 1 : 0;
          members += Layout.is(side, OrganisationGroupMemberRecord.TYP) ? 1 : 0;
          invitations += Layout.is(side, OrganisationGroupMemberRecord.TYP) ? 0 : 1;
        }
      }
    }
    if (exists && owners > 0) {
      OrganisationRecord.removeOwner(transaction, keys.organisation(), keys.user(), invitations);
    } else if (exists && members + invitations > 0) {
      count(transaction, members, invitations);
    }
    return transaction.size() > 0 ? Decision.commit(transaction) : Decision.unchanged();
  }
}
