package dev.orgtable.store;

import dev.orgtable.OrganisationId;
import dev.orgtable.OrgtableException.AlreadyInvited;
import dev.orgtable.OrgtableException.AlreadyMember;
import dev.orgtable.OrgtableException.UserAlreadyExists;
import dev.orgtable.User;
import dev.orgtable.UserId;
import dev.orgtable.store.Refusal.Changed;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Moves memberships and invitations to another address of their user, each with its two sides: all
 * of a user in one transaction, or one of them as a step of {@link AddressChange}.
 *
 * <p>Where the new address is invited already, one of the two remains. A membership does: whoever
 * is a member needs no invitation. Of two invitations it is the one that ends later, that of the
 * new address if they end together.
 */
final class Moving {

  private final Transaction transaction;
  private final User user;

  /**
   * @param user the user with the new address
   */
  Moving(Transaction transaction, User user) {
    this.transaction = transaction;
    this.user = user;
  }

  /**
   * Moves a user with all memberships and invitations.
   *
   * @param taken the user's sides that the new address has already, as far as that is known
   */
  static Transaction all(Table table, UserPartition found, User moved, Map<Key, Item> taken) {
    Transaction transaction =
        new Transaction()
            .create(
                new UserRecord(moved, Additions.start()).item(),
                Refusal.occupied(there -> new UserAlreadyExists(moved.id())))
            .delete(UserRecord.key(found.user()), found.unchanged(), Refusal.changed());
    Map<Key, Item> others = table.getAll(otherSides(found), Consistency.STRONG);
    Moving moving = new Moving(transaction, moved);
    for (Item side : (Iterable<Item>) sides(found)::iterator) {
      Item other = others.get(otherSide(found, side));
      if (other == null) {
        throw new Changed(Optional.empty());
      }
      moving.move(side, other, taken.get(sideOf(moved.id(), side)));
    }
    InvitationTokenRecord.move(table, transaction, others.values());
    return transaction;
  }

  /** Reads the user's sides that an address has where a user belongs who would come to it. */
  static Map<Key, Item> taken(Table table, UserPartition found, UserId to) {
    return table.getAll(sides(found).map(side -> sideOf(to, side)).toList(), Consistency.STRONG);
  }

  /**
   * Refuses what a job could not finish.
   *
   * @throws AlreadyMember if the new address has a membership where the user belongs
   */
  static void refuseMember(Table table, UserPartition found, UserId to) {
    for (Item side : taken(table, found, to).values()) {
      if (!UserOrganisationRecord.isInvitation(side)) {
        throw new AlreadyMember(to, UserPartition.organisation(side));
      }
    }
  }

  private static Stream<Item> sides(UserPartition found) {
    return Stream.concat(found.memberships().stream(), found.invitations().stream());
  }

  private static List<Key> otherSides(UserPartition found) {
    return sides(found).map(side -> otherSide(found, side)).toList();
  }

  private static Key otherSide(UserPartition found, Item side) {
    return UserOrganisationRecord.isAccepted(side)
        ? found.memberKey(side)
        : found.invitationKey(side);
  }

  private static Key sideOf(UserId user, Item side) {
    return UserOrganisationRecord.key(user, UserPartition.organisation(side));
  }

  /**
   * Moves one.
   *
   * @param side the user's side
   * @param other the organisation's side
   * @param inTheWay the user's side that the new address has in this organisation, if it has one
   * @return whether anything comes to the new address
   * @throws AlreadyMember if that is a membership
   */
  boolean move(Item side, Item other, @Nullable Item inTheWay) {
    OrganisationId organisation = UserPartition.organisation(side);
    leave(side);
    leave(other);
    if (inTheWay == null) {
      arrive(organisation, side, other);
    } else if (!UserOrganisationRecord.isInvitation(inTheWay)) {
      throw new AlreadyMember(user.id(), organisation);
    } else if (UserOrganisationRecord.isAccepted(side) || endsLater(side, inTheWay)) {
      replace(organisation, side, other, UserPartition.same(inTheWay));
    } else {
      return false;
    }
    OrganisationRecord.move(transaction, organisation);
    return true;
  }

  private static boolean endsLater(Item invitation, Item than) {
    return UserOrganisationRecord.expiresAt(invitation)
        .isAfter(UserOrganisationRecord.expiresAt(than));
  }

  private void leave(Item item) {
    transaction.delete(item.key(), Condition.unchanged(item, Groups.ATTRIBUTE), Refusal.changed());
  }

  private void arrive(OrganisationId organisation, Item side, Item other) {
    Refusal taken =
        Refusal.occupied(
            there ->
                there.is(OrganisationInvitationRecord.TYP)
                        || UserOrganisationRecord.isInvitation(there)
                    ? new AlreadyInvited(user.id(), organisation)
                    : new AlreadyMember(user.id(), organisation));
    transaction
        .create(userSide(organisation, side), taken)
        .create(otherSide(organisation, other), taken);
  }

  private void replace(OrganisationId organisation, Item side, Item other, Condition same) {
    Key invitation = OrganisationInvitationRecord.key(organisation, user.id());
    transaction.put(userSide(organisation, side), same, Refusal.changed());
    if (UserOrganisationRecord.isAccepted(side)) {
      transaction
          .delete(invitation, same, Refusal.changed())
          .create(otherSide(organisation, other), Refusal.changed());
    } else {
      transaction.put(otherSide(organisation, other), same, Refusal.changed());
    }
  }

  private Item userSide(OrganisationId organisation, Item side) {
    return side.at(UserOrganisationRecord.key(user.id(), organisation))
        .with("email", user.id().email());
  }

  private Item otherSide(OrganisationId organisation, Item other) {
    if (other.is(OrganisationInvitationRecord.TYP)) {
      return AgendaEntry.moved(
          at(OrganisationInvitationRecord.key(organisation, user.id()), other));
    }
    Key key = OrganisationGroupMemberRecord.key(organisation, user.id());
    return AddressChange.withProfile(at(key, other), user);
  }

  private Item at(Key key, Item other) {
    return other
        .at(key)
        .with("email", user.id().email())
        .without(OrganisationInvitationRecord.TOKEN_HASH);
  }
}
