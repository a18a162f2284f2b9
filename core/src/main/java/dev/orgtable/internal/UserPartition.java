package dev.orgtable.internal;

import dev.orgtable.EmailAddress;
import dev.orgtable.OrgtableException.UpgradeRequired;
import dev.orgtable.OrgtableException.UserNotFound;
import dev.orgtable.dynamodb.Condition;
import dev.orgtable.dynamodb.Consistency;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.Key;
import dev.orgtable.dynamodb.Reads;
import dev.orgtable.internal.record.AccountRecord;
import dev.orgtable.internal.record.Layout;
import dev.orgtable.internal.record.MembershipKeys;
import dev.orgtable.internal.record.Tombstones;
import dev.orgtable.internal.record.UserOrganisationRecord;
import dev.orgtable.internal.record.UserRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The records to write when a user is changed or deleted. They are read after the user's record, so
 * that memberships added meanwhile show in its child version, {@code additions}.
 *
 * @param source the user's record, read first
 * @param memberships the user's sides of memberships
 * @param invitations the user's sides of invitations, including expired ones
 * @param others all other records of the user
 */
public record UserPartition(
    UserRecord source, List<Item> memberships, List<Item> invitations, List<Item> others) {

  /**
   * Reads the partition. Items under foreign keys are left out.
   *
   * @throws UserNotFound if the user does not exist
   * @throws UpgradeRequired if a record is of version 0
   * @throws dev.orgtable.OrgtableException.UnreadableRecord if a record cannot be read
   */
  public static UserPartition gather(Reads reads, EmailAddress user, int mostPages) {
    UserRecord source = source(reads, user);
    List<Item> memberships = new ArrayList<>();
    List<Item> invitations = new ArrayList<>();
    List<Item> others = new ArrayList<>();
    Key key = UserRecord.key(user);
    for (Item item :
        Partition.whole(
            reads, key.id(), mostPages, "the user has too many organisations for one call")) {
      if (item.key().equals(key) || RecordTypes.isForeign(item)) {
        continue;
      }
      RecordTypes.requireReadable(item.key(), item);
      if (!Layout.isCurrent(item)) {
        throw new UpgradeRequired(item.toString());
      }
      if (UserOrganisationRecord.isAccepted(item)) {
        memberships.add(item);
      } else if (UserOrganisationRecord.isInvitation(item)) {
        invitations.add(item);
      } else {
        others.add(item);
      }
    }
    return new UserPartition(source, memberships, invitations, others);
  }

  /** Reads the user's record only. */
  public static UserRecord source(Reads reads, EmailAddress user) {
    return reads
        .get(UserRecord.key(user), Consistency.STRONG)
        .flatMap(UserRecord::from)
        .orElseThrow(() -> new UserNotFound(user));
  }

  public EmailAddress user() {
    return source.user().email();
  }

  /**
   * Returns the condition that the user is unchanged and no membership or invitation was added
   * since the read.
   */
  public Condition unchanged() {
    return source.unchanged();
  }

  /**
   * Returns the condition that the user is {@link #unchanged}, and so are the facts, the limit and
   * the accounts, all of which move with the user.
   */
  public Condition wholeUnchanged() {
    Condition same = source.sameLimit(source.facts().same(unchanged()));
    return AccountRecord.listed(same, source.accounts());
  }

  /**
   * Returns the condition that the user is {@link #unchanged}, and so is the external id, whose
   * record is deleted with the user.
   */
  public Condition sameToDelete() {
    return source.facts().sameId(unchanged());
  }

  /** Returns this partition without the records of deleted organisations, which a job removes. */
  public UserPartition live(Tombstones tombstones) {
    return new UserPartition(
        source, tombstones.live(memberships), tombstones.live(invitations), others);
  }

  /** Reads the organisation's sides of the memberships. */
  public Map<Key, Item> members(Reads reads) {
    return reads.getAll(memberships.stream().map(this::memberKey).toList(), Consistency.STRONG);
  }

  public Key memberKey(Item userSide) {
    return keys(userSide).member();
  }

  public Key invitationKey(Item userSide) {
    return keys(userSide).invitation();
  }

  private MembershipKeys keys(Item userSide) {
    return new MembershipKeys(user(), UserOrganisationRecord.organisationOf(userSide));
  }
}
