package dev.orgtable.store;

import dev.orgtable.EmailAddress;
import dev.orgtable.Group;
import dev.orgtable.OrganisationId;
import dev.orgtable.OrgtableException.LastOwner;
import dev.orgtable.OrgtableException.OrganisationNotFound;
import dev.orgtable.OrgtableException.TooLarge;
import dev.orgtable.OrgtableException.UserAlreadyExists;
import dev.orgtable.User;
import dev.orgtable.dynamodb.Change;
import dev.orgtable.dynamodb.Condition;
import dev.orgtable.dynamodb.Consistency;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.Key;
import dev.orgtable.dynamodb.Reads;
import dev.orgtable.dynamodb.Refusal;
import dev.orgtable.dynamodb.Transaction;
import dev.orgtable.event.Details;
import dev.orgtable.event.EventType;
import dev.orgtable.internal.UserPartition;
import dev.orgtable.internal.event.Draft;
import dev.orgtable.internal.record.AccountRecord;
import dev.orgtable.internal.record.Conditions;
import dev.orgtable.internal.record.ExternalIdRecord;
import dev.orgtable.internal.record.Groups;
import dev.orgtable.internal.record.JobRecord;
import dev.orgtable.internal.record.Keys;
import dev.orgtable.internal.record.OrganisationGroupMemberRecord;
import dev.orgtable.internal.record.OrganisationRecord;
import dev.orgtable.internal.record.PendingJobs;
import dev.orgtable.internal.record.Refusals;
import dev.orgtable.internal.record.Revisions;
import dev.orgtable.internal.record.StoredFacts;
import dev.orgtable.internal.record.TombstoneRecord;
import dev.orgtable.internal.record.Tombstones;
import dev.orgtable.internal.record.UserIdRecord;
import dev.orgtable.internal.record.UserOrganisationRecord;
import dev.orgtable.internal.record.UserRecord;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Builds the transactions that change a user and its copies in organisations. */
final class UserCopies {

  private static final Refusal CHANGED = Refusals.changed();

  private static final Item NOBODY = Item.of(Map.of());

  private UserCopies() {}

  /** Changes the profile on the user's record and on its copies. */
  static Transaction update(UserPartition found, User newer) {
    Transaction transaction =
        new Transaction()
            .update(UserRecord.key(newer.email()), change(newer), found.unchanged(), CHANGED)
            .emit(changed(found, newer));
    for (Item side : found.memberships()) {
      transaction.update(
          found.memberKey(side),
          OrganisationGroupMemberRecord.copy(newer),
          UserOrganisationRecord.same(side),
          CHANGED);
    }
    return transaction;
  }

  private static Draft changed(UserPartition found, User newer) {
    User older = found.source().user();
    return Draft.of(
        newer,
        EventType.USER_CHANGED,
        Draft.changing(Draft.about(newer), older.profile(), newer.profile())
            .changing("createdAt", older.createdAt().toString(), newer.createdAt().toString()));
  }

  private static Change change(User newer) {
    return UserRecord.profile(new Change(), newer.profile())
        .set("createdAt", newer.createdAt())
        .set(Revisions.ATTRIBUTE, newer.revision());
  }

  /** Deletes a user with all of its records. */
  static Transaction delete(Reads reads, UserPartition found) {
    Map<Key, Item> members = found.members(reads);
    Transaction transaction =
        new Transaction()
            .delete(UserRecord.key(found.user()), found.sameToDelete(), CHANGED)
            .emit(Draft.of(found.source().user(), EventType.USER_DELETED));
    UserIdRecord.delete(transaction, found.source().user());
    ExternalIdRecord.release(transaction, UserRecord.key(found.user()), found.source().facts());
    AccountRecord.delete(transaction, found.user(), found.source().accounts());
    refuseLastOwner(reads, found.user(), members);
    for (Item side : found.memberships()) {
      Key key = found.memberKey(side);
      Item member = members.getOrDefault(key, NOBODY);
      boolean owner = isOwner(member);
      Condition same = UserOrganisationRecord.same(side);
      StoredFacts facts = StoredFacts.of(member);
      transaction
          .delete(
              key,
              Draft.same(
                  facts.sameId(
                      owner
                          ? OrganisationGroupMemberRecord.activeOwner(same)
                          : OrganisationGroupMemberRecord.notActiveOwner(same)),
                  member),
              CHANGED)
          .delete(side.key(), same, CHANGED);
      ExternalIdRecord.release(transaction, key, facts);
      OrganisationId organisation = UserOrganisationRecord.organisationOf(side);
      transaction.emit(Draft.removed(organisation, Draft.about(found.source().user()), member));
      if (owner) {
        OrganisationRecord.removeOwner(transaction, organisation, found.user());
      } else {
        count(transaction, organisation, 1, 0);
      }
    }
    for (Item side : found.invitations()) {
      transaction
          .delete(found.invitationKey(side), UserOrganisationRecord.same(side), CHANGED)
          .delete(side.key(), UserOrganisationRecord.same(side), CHANGED);
      OrganisationId organisation = UserOrganisationRecord.organisationOf(side);
      count(transaction, organisation, 0, 1);
      transaction.emit(revoked(found, organisation, side));
    }
    found.others().forEach(part -> transaction.delete(part.key(), Conditions.live(), CHANGED));
    return transaction;
  }

  private static Draft revoked(UserPartition found, OrganisationId organisation, Item side) {
    Details who = Draft.about(found.source().user());
    return Draft.of(
        organisation,
        EventType.INVITATION_REVOKED,
        who.by(UserOrganisationRecord.membership(side).orElse(null)));
  }

  private static void count(
      Transaction transaction, OrganisationId organisation, int members, int invitations) {
    OrganisationRecord.remove(
        transaction,
        organisation,
        members,
        invitations,
        () -> new OrganisationNotFound(organisation));
  }

  /**
   * Replaces a user by a tombstone, removes all ownerships, and creates the job that removes
   * memberships and invitations.
   */
  static Transaction beginDelete(Reads reads, UserPartition found, JobRecord job) {
    Map<Key, Item> members = found.members(reads);
    refuseLastOwner(reads, found.user(), members);
    Key source = UserRecord.key(found.user());
    Transaction transaction =
        new Transaction()
            .put(TombstoneRecord.item(source, job.id()), found.sameToDelete(), CHANGED)
            .emit(Draft.of(found.source().user(), EventType.USER_DELETED));
    UserIdRecord.delete(transaction, found.source().user());
    ExternalIdRecord.release(transaction, source, found.source().facts());
    AccountRecord.delete(transaction, found.user(), found.source().accounts());
    Tombstones.write(transaction, source, true);
    job.begin(transaction);
    for (Item side : found.memberships()) {
      Key member = found.memberKey(side);
      if (isOwner(members.get(member))) {
        transaction.update(
            member,
            new Change().delete(Groups.ATTRIBUTE, Set.of(Groups.OWNER)),
            OrganisationGroupMemberRecord.activeOwner(UserOrganisationRecord.same(side)),
            CHANGED);
        OrganisationId organisation = UserOrganisationRecord.organisationOf(side);
        OrganisationRecord.loseOwner(transaction, organisation, found.user());
        transaction.emit(
            Draft.of(
                organisation,
                EventType.MEMBER_GROUPS_CHANGED,
                Draft.about(found.source().user()).removing(Set.of(Group.OWNER))));
      }
    }
    if (transaction.size() > Transaction.MOST) {
      throw new TooLarge("the user owns too many organisations to be deleted: transfer some first");
    }
    return transaction;
  }

  /** Changes the profile on the user's record and creates the job that updates the copies. */
  static Transaction beginUpdate(UserPartition found, User newer, JobRecord job) {
    Transaction transaction =
        new Transaction()
            .update(
                UserRecord.key(newer.email()),
                PendingJobs.begin(change(newer), job.id()),
                found.unchanged(),
                CHANGED)
            .emit(changed(found, newer));
    job.begin(transaction);
    return transaction;
  }

  /**
   * Moves a user's record to another address and creates the job that moves memberships and
   * invitations.
   */
  static Transaction beginMove(UserPartition found, User moved, JobRecord job) {
    Key source = UserRecord.key(found.user());
    Transaction transaction =
        new Transaction()
            .create(
                found.source().movedTo(moved, Optional.of(job.id())).item(),
                Refusals.occupied(there -> new UserAlreadyExists(moved.email())))
            .put(
                TombstoneRecord.moved(source, job.id(), moved),
                found.wholeUnchanged(),
                AccountRecord.unlessReadable(CHANGED))
            .emit(
                Draft.of(moved, EventType.USER_ADDRESS_CHANGED, Draft.about(moved, found.user())));
    UserIdRecord.move(transaction, found.user(), moved, Optional.of(job.id()));
    ExternalIdRecord.move(
        transaction, source, UserRecord.key(moved.email()), found.source().facts());
    AccountRecord.move(transaction, found.user(), found.source().accounts(), moved);
    job.begin(transaction);
    return transaction;
  }

  private static void refuseLastOwner(Reads reads, EmailAddress user, Map<Key, Item> members) {
    Map<Key, OrganisationId> owned = new HashMap<>();
    for (Map.Entry<Key, Item> member : members.entrySet()) {
      if (isOwner(member.getValue())) {
        OrganisationId organisation = Keys.organisationOf(member.getKey()).orElseThrow();
        owned.put(OrganisationRecord.key(organisation), organisation);
      }
    }
    Set<OrganisationId> last = new TreeSet<>();
    reads.getAll(owned.keySet(), Consistency.STRONG).values().stream()
        .flatMap(item -> OrganisationRecord.from(item).stream())
        .filter(record -> record.ownerCount() <= 1)
        .map(record -> record.organisation().id())
        .filter(organisation -> isLastOwner(reads, user, organisation))
        .forEach(last::add);
    if (!last.isEmpty()) {
      throw new LastOwner(user, last);
    }
  }

  /**
   * Returns whether the user is the last owner, by a snapshot of both records, since the user may
   * have lost ownership between the reads.
   */
  private static boolean isLastOwner(Reads reads, EmailAddress user, OrganisationId organisation) {
    Key member = OrganisationGroupMemberRecord.key(organisation, user);
    List<Optional<Item>> now =
        reads.snapshot(List.of(member, OrganisationRecord.key(organisation)));
    return now.get(0).filter(UserCopies::isOwner).isPresent()
        && now.get(1)
            .flatMap(OrganisationRecord::from)
            .filter(record -> record.ownerCount() <= 1)
            .isPresent();
  }

  private static boolean isOwner(@Nullable Item member) {
    return member != null && OrganisationGroupMemberRecord.isActiveOwner(member);
  }
}
