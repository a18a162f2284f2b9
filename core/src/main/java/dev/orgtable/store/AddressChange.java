package dev.orgtable.store;

import dev.orgtable.Job;
import dev.orgtable.OrganisationId;
import dev.orgtable.OrgtableException.AlreadyInvited;
import dev.orgtable.OrgtableException.OrganisationNotFound;
import dev.orgtable.OrgtableException.UpgradeRequired;
import dev.orgtable.User;
import dev.orgtable.UserId;
import dev.orgtable.store.Refusal.Changed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Moves memberships and invitations to the new address of a user, each with both sides in one
 * transaction.
 */
final class AddressChange implements LongWork {

  private final UserId from;
  private final UserId to;

  AddressChange(UserId from, UserId to) {
    this.from = from;
    this.to = to;
  }

  @Override
  public Key source() {
    return UserRecord.key(from);
  }

  @Override
  public List<String> passes() {
    return List.of(Key.USER_ORGANISATIONS);
  }

  /** One after the other: each counts at the user's record. */
  @Override
  public boolean parallel() {
    return false;
  }

  @Override
  public Optional<Step> step(Table table) {
    return Optional.of((each, side) -> each.settle(() -> move(each, side.key())));
  }

  private void move(Table table, Key sideKey) {
    OrganisationId organisation =
        sideKey
            .organisationAfter(Key.USER_ORGANISATIONS)
            .orElseThrow(() -> new UpgradeRequired(sideKey.toString()));
    Pair old = new Pair(from, organisation);
    Pair taken = new Pair(to, organisation);
    Key userKey = UserRecord.key(to);
    List<Key> keys = new ArrayList<>(List.of(userKey));
    keys.addAll(old.keys());
    keys.addAll(taken.keys());
    Map<Key, Item> found = table.getAll(keys, Consistency.STRONG);
    Optional<Item> side = Optional.ofNullable(found.get(old.userSide()));
    Optional<UserRecord> user = Optional.ofNullable(found.get(userKey)).flatMap(UserRecord::from);
    if (side.isEmpty()) {
      return;
    }
    if (user.isEmpty()) {
      throw new Changed(Optional.empty());
    }
    try {
      table.step(move(table, side.get(), user.get(), old, found));
    } catch (AlreadyInvited e) {
      throw new Changed(Optional.empty());
    } catch (OrganisationNotFound e) {
      // It has ended, and its own sweep removes what belonged to it.
    }
  }

  private Transaction move(
      Table table, Item side, UserRecord user, Pair old, Map<Key, Item> found) {
    if (!side.isPresent()) {
      throw new UpgradeRequired(side.toString());
    }
    boolean accepted = UserOrganisationRecord.isAccepted(side);
    Item other = found.get(accepted ? old.member() : old.invitation());
    if (other == null) {
      throw new Changed(Optional.empty());
    }
    Item inTheWay = found.get(new Pair(to, old.organisation()).userSide());
    Transaction transaction = new Transaction();
    if (new Moving(transaction, user.user()).move(side, other, inTheWay)) {
      user.addMoved(transaction);
    }
    InvitationTokenRecord.move(table, transaction, List.of(other));
    return transaction;
  }

  /** What the organisation wrote stays, unless the profile was written since. */
  static Item withProfile(Item member, User user) {
    String revision = OrganisationGroupMemberRecord.PROFILE_REVISION;
    long written = Revisions.counted(member.number(revision).orElse(0L));
    boolean newest = written >= Revisions.counted(user.revision()) - 1;
    Item copy = newest ? member : UserRecord.profile(member, user);
    return copy.with(revision, user.revision());
  }

  @Override
  public void end(Transaction transaction, Job job, Optional<Item> found, long moves) {
    EndedRecord.remove(transaction, found, job.id());
    transaction.update(
        UserRecord.key(to),
        new Change()
            .remove(UserRecord.MOVED_BY)
            .delete(SourceJobs.ATTRIBUTE, Set.of(job.id().value())),
        Condition.present().equal(UserRecord.MOVED_BY, job.id().value()),
        Refusal.changed());
  }

  /** The keys of one address's sides in one organisation. */
  private record Pair(UserId user, OrganisationId organisation) {

    Key userSide() {
      return UserOrganisationRecord.key(user, organisation);
    }

    Key member() {
      return OrganisationGroupMemberRecord.key(organisation, user);
    }

    Key invitation() {
      return OrganisationInvitationRecord.key(organisation, user);
    }

    List<Key> keys() {
      return List.of(userSide(), member(), invitation());
    }
  }
}
