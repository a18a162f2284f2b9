package dev.orgtable.store;

import dev.orgtable.OrganisationId;
import dev.orgtable.OrgtableException.UpgradeRequired;
import dev.orgtable.UserId;
import dev.orgtable.store.Refusal.Changed;
import java.util.List;

/** The removal of both sides of a membership or an invitation whose organisation or user ended. */
final class Sides {

  private final OrganisationId organisation;
  private final UserId user;

  /** One of the sides; it tells which membership is meant. */
  private final Item item;

  private Sides(OrganisationId organisation, UserId user, Item item) {
    if (!item.isPresent()) {
      throw new UpgradeRequired(item.toString());
    }
    this.organisation = organisation;
    this.user = user;
    this.item = item;
  }

  static Sides ofOrganisation(Item item) {
    UserId user = OrganisationPartition.userSide(item).user().orElseThrow();
    return new Sides(item.key().organisation().orElseThrow(), user, item);
  }

  static Sides ofUser(Item side) {
    return new Sides(UserPartition.organisation(side), side.key().user().orElseThrow(), side);
  }

  /** Removes both in one transaction; if that is refused, whichever is still there. */
  void remove(Table table) {
    Key member = OrganisationGroupMemberRecord.key(organisation, user);
    Key invitation = OrganisationInvitationRecord.key(organisation, user);
    Key userSide = UserOrganisationRecord.key(user, organisation);
    boolean ofMember =
        item.is(OrganisationGroupMemberRecord.TYP) || UserOrganisationRecord.isAccepted(item);
    Condition same = UserPartition.same(item);
    try {
      table.step(
          new Transaction()
              .delete(
                  ofMember ? member : invitation,
                  ofMember ? same.lacks(Groups.ATTRIBUTE, Groups.OWNER) : same,
                  Refusal.changed())
              .delete(userSide, same, Refusal.changed()));
    } catch (Changed e) {
      table.settle(() -> removeRest(table, List.of(member, invitation, userSide)));
    }
  }

  /** An owner is counted as long as the organisation stands. */
  private void removeRest(Table table, List<Key> keys) {
    Transaction transaction = new Transaction();
    boolean standing =
        table
            .get(OrganisationRecord.key(organisation), Consistency.STRONG)
            .flatMap(OrganisationRecord::from)
            .isPresent();
    for (Item side : table.getAll(keys, Consistency.STRONG).values()) {
      if (UserOrganisationRecord.membership(side).equals(UserOrganisationRecord.membership(item))) {
        boolean owner = side.strings(Groups.ATTRIBUTE).contains(Groups.OWNER);
        Condition same = UserPartition.same(side);
        transaction.delete(
            side.key(),
            owner
                ? same.contains(Groups.ATTRIBUTE, Groups.OWNER)
                : same.lacks(Groups.ATTRIBUTE, Groups.OWNER),
            Refusal.changed());
        if (owner && standing && side.is(OrganisationGroupMemberRecord.TYP)) {
          OrganisationRecord.loseOwner(transaction, organisation, user);
        }
      }
    }
    if (transaction.size() > 0) {
      table.step(transaction);
    }
  }
}
