package dev.orgtable.store;

import dev.orgtable.OrganisationId;
import dev.orgtable.OrgtableException.LastOwner;
import dev.orgtable.OrgtableException.UserAlreadyExists;
import dev.orgtable.Profile;
import dev.orgtable.User;
import dev.orgtable.UserId;
import dev.orgtable.store.Refusal.Changed;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The changes of a user that reach into every organisation that the user belongs to, each in one
 * transaction.
 */
final class UserCopies {

  private static final Refusal ELSE = Refusal.changed();

  private UserCopies() {}

  /** Writes a profile, on the user's record and on its copies. */
  static Transaction update(UserPartition found, User newer) {
    Transaction transaction =
        new Transaction()
            .update(
                UserRecord.key(newer.id()),
                UserRecord.profile(new Change(), newer.profile())
                    .set("createdAt", newer.createdAt())
                    .set("revision", newer.revision()),
                found.unchanged(),
                ELSE);
    for (Item side : found.memberships()) {
      Change copy = copy(newer.profile(), newer.revision()).set("createdAt", newer.createdAt());
      transaction.update(found.memberKey(side), copy, UserPartition.same(side), ELSE);
    }
    return transaction.fitting("update " + newer.id());
  }

  private static Change copy(Profile profile, long revision) {
    return UserRecord.profile(new Change(), profile)
        .set(OrganisationGroupMemberRecord.PROFILE_REVISION, revision);
  }

  /** Deletes a user with all memberships and invitations. */
  static Transaction delete(Table table, UserPartition found) {
    Map<Key, Item> members = found.members(table);
    Transaction transaction =
        new Transaction().delete(UserRecord.key(found.user()), found.unchanged(), ELSE);
    refuseLastOwner(table, found.user(), members);
    for (Item side : found.memberships()) {
      Key member = found.memberKey(side);
      boolean owner = isOwner(members.get(member));
      Condition same = UserPartition.same(side);
      transaction
          .delete(
              member,
              owner
                  ? same.contains(Groups.ATTRIBUTE, Groups.OWNER)
                  : same.lacks(Groups.ATTRIBUTE, Groups.OWNER),
              ELSE)
          .delete(side.key(), same, ELSE);
      if (owner) {
        OrganisationRecord.loseOwner(transaction, UserPartition.organisation(side), found.user());
      }
    }
    for (Item side : found.invitations()) {
      transaction
          .delete(found.invitationKey(side), UserPartition.same(side), ELSE)
          .delete(side.key(), UserPartition.same(side), ELSE);
    }
    return transaction.fitting("delete " + found.user());
  }

  private static void refuseLastOwner(Table table, UserId user, Map<Key, Item> members) {
    Map<Key, OrganisationId> owned = new HashMap<>();
    for (Map.Entry<Key, Item> member : members.entrySet()) {
      if (isOwner(member.getValue())) {
        OrganisationId organisation = member.getKey().organisation().orElseThrow();
        owned.put(OrganisationRecord.key(organisation), organisation);
      }
    }
    Set<OrganisationId> last = new TreeSet<>();
    table.getAll(owned.keySet(), Consistency.STRONG).values().stream()
        .flatMap(item -> OrganisationRecord.from(item).stream())
        .filter(record -> record.ownerCount() <= 1)
        .forEach(record -> last.add(record.organisation().id()));
    if (!last.isEmpty()) {
      throw new LastOwner(user, last);
    }
  }

  private static boolean isOwner(@Nullable Item member) {
    return member != null && member.strings(Groups.ATTRIBUTE).contains(Groups.OWNER);
  }

  /** Moves a user with all memberships and invitations to another address. */
  static Transaction move(Table table, UserPartition found, User moved) {
    UserId to = moved.id();
    Transaction transaction =
        new Transaction()
            .create(
                new UserRecord(moved, Additions.start()).item(),
                Refusal.occupied(there -> new UserAlreadyExists(to)))
            .delete(UserRecord.key(found.user()), found.unchanged(), ELSE);
    Map<Key, Item> members = found.members(table);
    for (Item side : found.memberships()) {
      Key from = found.memberKey(side);
      move(transaction, side, UserOrganisationRecord.key(to, UserPartition.organisation(side)), to);
      OrganisationRecord.move(transaction, UserPartition.organisation(side), 0);
      Item member = members.get(from);
      if (member == null) {
        throw new Changed(Optional.empty());
      }
      Item copy =
          member
              .at(OrganisationGroupMemberRecord.key(UserPartition.organisation(side), to))
              .with(OrganisationGroupMemberRecord.PROFILE_REVISION, moved.revision())
              .without(OrganisationInvitationRecord.TOKEN_HASH);
      move(transaction, member, copy, to);
    }
    Map<Key, Item> invitations =
        table.getAll(
            found.invitations().stream().map(found::invitationKey).toList(), Consistency.STRONG);
    for (Item side : found.invitations()) {
      move(transaction, side, UserOrganisationRecord.key(to, UserPartition.organisation(side)), to);
      OrganisationRecord.move(transaction, UserPartition.organisation(side), 0);
      Item invitation = invitations.get(found.invitationKey(side));
      if (invitation == null) {
        throw new Changed(Optional.empty());
      }
      Key there = OrganisationInvitationRecord.key(UserPartition.organisation(side), to);
      move(
          transaction,
          invitation,
          invitation.at(there).without(OrganisationInvitationRecord.TOKEN_HASH),
          to);
    }
    return transaction.fitting("change the address of " + found.user());
  }

  private static void move(Transaction transaction, Item from, Key to, UserId user) {
    move(transaction, from, from.at(to), user);
  }

  private static void move(Transaction transaction, Item from, Item to, UserId user) {
    transaction
        .create(
            to.with("email", user.email()), Refusal.occupied(there -> new UserAlreadyExists(user)))
        .delete(from.key(), Condition.unchanged(from, Groups.ATTRIBUTE), ELSE);
  }
}
