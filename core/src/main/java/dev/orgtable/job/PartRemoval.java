package dev.orgtable.job;

import dev.orgtable.OrgtableException.UpgradeRequired;
import dev.orgtable.dynamodb.Condition;
import dev.orgtable.dynamodb.ConflictException;
import dev.orgtable.dynamodb.Consistency;
import dev.orgtable.dynamodb.Decision;
import dev.orgtable.dynamodb.Decision.Done;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.Key;
import dev.orgtable.dynamodb.Reads;
import dev.orgtable.dynamodb.Table;
import dev.orgtable.dynamodb.Transaction;
import dev.orgtable.event.Details;
import dev.orgtable.event.EventType;
import dev.orgtable.internal.delivery.Subscriptions;
import dev.orgtable.internal.event.Draft;
import dev.orgtable.internal.record.Conditions;
import dev.orgtable.internal.record.ExternalIdRecord;
import dev.orgtable.internal.record.Keys;
import dev.orgtable.internal.record.Layout;
import dev.orgtable.internal.record.MembershipKeys;
import dev.orgtable.internal.record.OrganisationGroupMemberRecord;
import dev.orgtable.internal.record.OrganisationRecord;
import dev.orgtable.internal.record.Refusals;
import dev.orgtable.internal.record.StoredFacts;
import dev.orgtable.internal.record.UserIdRecord;
import dev.orgtable.internal.record.UserOrganisationRecord;
import dev.orgtable.internal.webhook.WebhookRecord;
import java.util.Optional;

/**
 * Removes a record of a deleted organisation or user; of a membership or an invitation, both sides.
 */
final class PartRemoval {

  private final MembershipKeys keys;

  /** One of the two sides; it identifies the membership. */
  private final Item item;

  /** Whether the user is deleted, which the log of the organisation says for each part. */
  private final boolean ofUser;

  private PartRemoval(MembershipKeys keys, Item item, boolean ofUser) {
    if (!Layout.isCurrent(item)) {
      throw new UpgradeRequired(item.toString());
    }
    this.keys = keys;
    this.item = item;
    this.ofUser = ofUser;
  }

  /**
   * Removes a record of a deleted organisation or user.
   *
   * @param source the key of the organisation or the user
   */
  static void remove(Table table, Item part, Key source) {
    Optional<MembershipKeys> keys = MembershipKeys.of(part.key());
    if (keys.isPresent()) {
      new PartRemoval(keys.get(), part, Keys.userOf(source).isPresent()).remove(table);
    } else if (part.key().rng().startsWith(Keys.USER_ORGANISATIONS)) {
      throw new UpgradeRequired(part.toString());
    } else if (WebhookRecord.isOf(part.key())) {
      table.run(reads -> webhookRemoval(reads, part));
    } else {
      removeStandalone(table, part);
    }
  }

  /**
   * Removes an endpoint, and counts it no more. Others change the count at the same time, so that a
   * conflict does not say that the endpoint was removed.
   */
  private static Decision<Done> webhookRemoval(Reads reads, Item part) {
    boolean isThere =
        reads
            .getAny(part.key(), Consistency.STRONG)
            .filter(Layout::isCurrent)
            .filter(found -> Layout.is(found, part.text(Item.TYPE)))
            .isPresent();
    if (!isThere) {
      return Decision.unchanged();
    }
    Transaction removal =
        new Transaction().silent().delete(part.key(), Conditions.live(), Refusals.changed());
    Subscriptions.remove(removal);
    return Decision.commit(removal);
  }

  /**
   * Removes a stand-alone record. The tombstone of a service is left until its own job is done, so
   * that its id is not reused.
   */
  private static void removeStandalone(Table table, Item part) {
    try {
      table.write(
          new Transaction()
              .silent()
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
   * member of a deleted user is read first, for the groups that the event says.
   */
  private void remove(Table table) {
    table.run(this::removal);
  }

  private Decision<Done> removal(Reads reads) {
    boolean ofMember =
        Layout.is(item, OrganisationGroupMemberRecord.TYP)
            || UserOrganisationRecord.isAccepted(item);
    Item side =
        ofUser && ofMember ? reads.get(keys.member(), Consistency.STRONG).orElse(item) : item;
    Condition same = UserOrganisationRecord.same(item);
    StoredFacts facts = StoredFacts.of(side);
    Condition sameMember =
        sameAsTold(side, facts.sameId(OrganisationGroupMemberRecord.notActiveOwner(same)));
    Transaction removal =
        new Transaction()
            .delete(
                ofMember ? keys.member() : keys.invitation(),
                ofMember ? sameMember : same,
                Refusals.changed())
            .delete(keys.userSide(), same, Refusals.changed());
    ExternalIdRecord.release(removal, keys.member(), facts);
    if (item.key().equals(keys.userSide())) {
      count(removal, ofMember ? 1 : 0, ofMember ? 0 : 1);
    }
    emit(removal, side, ofMember);
    return Decision.commit(removal)
        .ifRefused(ConflictException.class, (again, conflict) -> remaining(again));
  }

  private Condition sameAsTold(Item member, Condition same) {
    return ofUser ? Draft.same(same, member) : same;
  }

  /** Emits the event of a part of a deleted user; the organisation's own deletion has one. */
  private void emit(Transaction removal, Item side, boolean ofMember) {
    if (!ofUser) {
      removal.silent();
      return;
    }
    Details who = Details.of(UserIdRecord.stored(side).orElse(null), keys.user());
    removal.emit(
        ofMember
            ? Draft.removed(keys.organisation(), who, side)
            : Draft.of(
                keys.organisation(),
                EventType.INVITATION_REVOKED,
                who.by(UserOrganisationRecord.membership(side).orElse(null))));
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
    Transaction transaction = new Transaction().silent();
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
            sameAsTold(
                side,
                facts.sameId(
                    owner
                        ? OrganisationGroupMemberRecord.activeOwner(same)
                        : OrganisationGroupMemberRecord.notActiveOwner(same))),
            Refusals.changed());
        ExternalIdRecord.release(transaction, side.key(), facts);
        if (!side.key().equals(keys.userSide())) {
          if (exists) {
            emit(transaction, side, Layout.is(side, OrganisationGroupMemberRecord.TYP));
          }
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
