package dev.orgtable.internal;

import dev.orgtable.EmailAddress;
import dev.orgtable.OrganisationId;
import dev.orgtable.OrgtableException.AlreadyInvited;
import dev.orgtable.OrgtableException.AlreadyMember;
import dev.orgtable.OrgtableException.OrganisationNotFound;
import dev.orgtable.OrgtableException.UserAlreadyExists;
import dev.orgtable.User;
import dev.orgtable.dynamodb.Condition;
import dev.orgtable.dynamodb.ConflictException;
import dev.orgtable.dynamodb.Consistency;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.Key;
import dev.orgtable.dynamodb.Reads;
import dev.orgtable.dynamodb.Refusal;
import dev.orgtable.dynamodb.Transaction;
import dev.orgtable.event.Details;
import dev.orgtable.event.EventType;
import dev.orgtable.internal.event.Draft;
import dev.orgtable.internal.record.AccountRecord;
import dev.orgtable.internal.record.Conditions;
import dev.orgtable.internal.record.DueEntry;
import dev.orgtable.internal.record.ExternalIdRecord;
import dev.orgtable.internal.record.InvitationTokenRecord;
import dev.orgtable.internal.record.Layout;
import dev.orgtable.internal.record.OrganisationGroupMemberRecord;
import dev.orgtable.internal.record.OrganisationInvitationRecord;
import dev.orgtable.internal.record.OrganisationRecord;
import dev.orgtable.internal.record.Refusals;
import dev.orgtable.internal.record.StoredFacts;
import dev.orgtable.internal.record.UserIdRecord;
import dev.orgtable.internal.record.UserOrganisationRecord;
import dev.orgtable.internal.record.UserRecord;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Moves memberships and invitations to a new address of their user, both sides of each together:
 * all of a user's in one transaction, or each as a step of {@code AddressChange}.
 *
 * <p>If the new address is already invited, one of the two records remains. A membership replaces
 * the invitation. Of two invitations, the one that expires later remains, or that of the new
 * address if both expire at the same time.
 */
public final class MembershipMove {

  private final Transaction transaction;
  private final EmailAddress from;
  private final User user;

  /**
   * Creates a move.
   *
   * @param transaction receives the writes and their events
   * @param from the former address
   * @param user the user with the new address
   */
  public MembershipMove(Transaction transaction, EmailAddress from, User user) {
    this.transaction = transaction;
    this.from = from;
    this.user = user;
  }

  /**
   * Returns the transaction that moves a user with all memberships and invitations.
   *
   * @param taken the user's sides that the new address already has, as far as known
   */
  public static Transaction all(
      Reads reads, UserPartition found, User moved, Map<Key, Item> taken) {
    Transaction transaction =
        new Transaction()
            .create(
                found.source().movedTo(moved, Optional.empty()).item(),
                Refusals.occupied(there -> new UserAlreadyExists(moved.email())))
            .delete(
                UserRecord.key(found.user()),
                found.wholeUnchanged(),
                AccountRecord.unlessReadable(Refusals.changed()))
            .emit(
                Draft.of(moved, EventType.USER_ADDRESS_CHANGED, Draft.about(moved, found.user())));
    UserIdRecord.move(transaction, found.user(), moved, Optional.empty());
    ExternalIdRecord.move(
        transaction,
        UserRecord.key(found.user()),
        UserRecord.key(moved.email()),
        found.source().facts());
    AccountRecord.move(transaction, found.user(), found.source().accounts(), moved);
    Map<Key, Item> others = reads.getAll(otherSides(found), Consistency.STRONG);
    MembershipMove moving = new MembershipMove(transaction, found.user(), moved);
    for (Item side : (Iterable<Item>) sides(found)::iterator) {
      Item other = others.get(otherSide(found, side));
      if (other == null) {
        throw new ConflictException();
      }
      moving.move(side, other, taken.get(sideOf(moved.email(), side)));
    }
    InvitationTokenRecord.move(reads, transaction, others.values());
    return transaction;
  }

  /**
   * Reads the user's sides that the new address already has in the organisations of the moving
   * user.
   */
  public static Map<Key, Item> taken(Reads reads, UserPartition found, EmailAddress to) {
    return reads.getAll(sides(found).map(side -> sideOf(to, side)).toList(), Consistency.STRONG);
  }

  /**
   * Refuses a move that a job could not complete.
   *
   * @throws AlreadyMember if the new address has a membership in an organisation of the user
   */
  public static void refuseMember(Reads reads, UserPartition found, EmailAddress to) {
    for (Item side : taken(reads, found, to).values()) {
      if (!UserOrganisationRecord.isInvitation(side)) {
        throw new AlreadyMember(to, UserOrganisationRecord.organisationOf(side));
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

  private static Key sideOf(EmailAddress user, Item side) {
    return UserOrganisationRecord.key(user, UserOrganisationRecord.organisationOf(side));
  }

  /**
   * Moves one membership or invitation.
   *
   * @param side the user's side
   * @param other the organisation's side
   * @param inTheWay the user's side of the new address in this organisation; null if there is none
   * @return whether anything was moved to the new address
   * @throws AlreadyMember if {@code inTheWay} is a membership
   */
  public boolean move(Item side, Item other, @Nullable Item inTheWay) {
    OrganisationId organisation = UserOrganisationRecord.organisationOf(side);
    leave(side);
    leave(other);
    if (inTheWay == null) {
      arrive(organisation, side, other);
    } else if (!UserOrganisationRecord.isInvitation(inTheWay)) {
      throw new AlreadyMember(user.email(), organisation);
    } else if (UserOrganisationRecord.isAccepted(side) || endsLater(side, inTheWay)) {
      replace(organisation, side, other, UserOrganisationRecord.same(inTheWay));
    } else {
      OrganisationRecord.remove(
          transaction, organisation, 0, 1, () -> new OrganisationNotFound(organisation));
      revoked(organisation, Details.of(user.id(), from), side);
      return false;
    }
    if (inTheWay != null) {
      revoked(organisation, Draft.about(user), inTheWay);
    }
    moved(organisation, side);
    ExternalIdRecord.move(
        transaction,
        other.key(),
        OrganisationGroupMemberRecord.key(organisation, user.email()),
        StoredFacts.of(other));
    OrganisationRecord.move(transaction, organisation, inTheWay == null ? 0 : 1);
    return true;
  }

  private void revoked(OrganisationId organisation, Details who, Item side) {
    transaction.emit(Draft.of(organisation, EventType.INVITATION_REVOKED, by(who, side)));
  }

  private void moved(OrganisationId organisation, Item side) {
    Details who = Draft.about(user, from);
    transaction.emit(
        UserOrganisationRecord.isAccepted(side)
            ? Draft.of(organisation, EventType.MEMBER_ADDRESS_CHANGED, who)
            : Draft.of(organisation, EventType.INVITATION_ADDRESS_CHANGED, by(who, side)));
  }

  private static Details by(Details who, Item side) {
    return who.by(UserOrganisationRecord.membership(side).orElse(null));
  }

  private static boolean endsLater(Item invitation, Item than) {
    return UserOrganisationRecord.expiresAt(invitation)
        .isAfter(UserOrganisationRecord.expiresAt(than));
  }

  private void leave(Item item) {
    transaction.delete(item.key(), Conditions.unchanged(item), Refusals.changed());
  }

  private void arrive(OrganisationId organisation, Item side, Item other) {
    Refusal taken =
        Refusals.occupied(
            there ->
                Layout.is(there, OrganisationInvitationRecord.TYP)
                        || UserOrganisationRecord.isInvitation(there)
                    ? new AlreadyInvited(user.email(), organisation)
                    : new AlreadyMember(user.email(), organisation));
    transaction
        .create(userSide(organisation, side), taken)
        .create(otherSide(organisation, other), taken);
  }

  private void replace(OrganisationId organisation, Item side, Item other, Condition same) {
    Key invitation = OrganisationInvitationRecord.key(organisation, user.email());
    transaction.put(userSide(organisation, side), same, Refusals.changed());
    if (UserOrganisationRecord.isAccepted(side)) {
      transaction
          .delete(invitation, same, Refusals.changed())
          .create(otherSide(organisation, other), Refusals.changed());
    } else {
      transaction.put(otherSide(organisation, other), same, Refusals.changed());
    }
  }

  private Item userSide(OrganisationId organisation, Item side) {
    Item.Builder moved =
        side.change()
            .at(UserOrganisationRecord.key(user.email(), organisation))
            .with("email", user.email().value());
    return UserOrganisationRecord.isAccepted(side)
        ? moved.with(UserIdRecord.ID, user.id().value()).build()
        : moved.build();
  }

  private Item otherSide(OrganisationId organisation, Item other) {
    if (Layout.is(other, OrganisationInvitationRecord.TYP)) {
      return DueEntry.moved(
          at(OrganisationInvitationRecord.key(organisation, user.email()), other));
    }
    Key key = OrganisationGroupMemberRecord.key(organisation, user.email());
    return OrganisationGroupMemberRecord.withProfile(at(key, other), user);
  }

  private Item at(Key key, Item other) {
    return other
        .change()
        .at(key)
        .with("email", user.email().value())
        .without(OrganisationInvitationRecord.TOKEN_HASH)
        .build();
  }
}
