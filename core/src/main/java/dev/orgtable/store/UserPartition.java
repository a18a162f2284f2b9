package dev.orgtable.store;

import dev.orgtable.OrganisationId;
import dev.orgtable.OrgtableException.UpgradeRequired;
import dev.orgtable.OrgtableException.UserNotFound;
import dev.orgtable.UserId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * All that is to be written when a user changes or goes: gathered after the record that guards it,
 * so that a membership added meanwhile shows in that record's {@code additions}.
 *
 * @param source the user's record, read first
 * @param memberships the user's sides of memberships
 * @param invitations the user's sides of open invitations, expired ones too
 */
record UserPartition(UserRecord source, List<Item> memberships, List<Item> invitations) {

  /**
   * Gathers the partition. What is under a key that is none of ours stays out.
   *
   * @throws UserNotFound if there is no such user
   * @throws UpgradeRequired if a record is of version 0
   * @throws dev.orgtable.OrgtableException.UnreadableRecord if a record cannot be read
   */
  static UserPartition gather(Table table, UserId user) {
    UserRecord source = source(table, user);
    List<Item> memberships = new ArrayList<>();
    List<Item> invitations = new ArrayList<>();
    for (Item item :
        Partition.whole(
            table, UserRecord.key(user).id(), "the user has too many organisations for one call")) {
      if (RecordType.isApart(item)) {
        continue;
      }
      RecordType.demandReadable(item.key(), item);
      if (!item.isPresent()) {
        throw new UpgradeRequired(item.toString());
      }
      if (UserOrganisationRecord.isAccepted(item)) {
        memberships.add(item);
      } else if (UserOrganisationRecord.isInvitation(item)) {
        invitations.add(item);
      }
    }
    return new UserPartition(source, memberships, invitations);
  }

  /** Reads the user's record alone. */
  static UserRecord source(Table table, UserId user) {
    return table
        .get(UserRecord.key(user), Consistency.STRONG)
        .flatMap(UserRecord::from)
        .orElseThrow(() -> new UserNotFound(user));
  }

  UserId user() {
    return source.user().id();
  }

  /** Returns what must still hold of the user's record for what was gathered to be all. */
  Condition unchanged() {
    return Condition.present()
        .equal("revision", source.user().revision())
        .equal(Additions.ATTRIBUTE, source.additions());
  }

  /** Returns the same without what belongs to organisations that have ended: a job removes that. */
  UserPartition standing(Endings endings) {
    return new UserPartition(source, endings.standing(memberships), endings.standing(invitations));
  }

  /** Reads the organisation's sides of the memberships. */
  Map<Key, Item> members(Table table) {
    return table.getAll(memberships.stream().map(this::memberKey).toList(), Consistency.STRONG);
  }

  Key memberKey(Item userSide) {
    return OrganisationGroupMemberRecord.key(organisation(userSide), user());
  }

  Key invitationKey(Item userSide) {
    return OrganisationInvitationRecord.key(organisation(userSide), user());
  }

  static OrganisationId organisation(Item userSide) {
    return UserOrganisationRecord.id(userSide)
        .orElseThrow(() -> new UpgradeRequired(userSide.toString()));
  }

  /** Returns what must still hold of a side of a membership or invitation that was gathered. */
  static Condition same(Item side) {
    return Condition.present()
        .equal(UserOrganisationRecord.MEMBERSHIP, side.text(UserOrganisationRecord.MEMBERSHIP));
  }
}
