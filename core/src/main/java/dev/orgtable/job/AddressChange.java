package dev.orgtable.job;

import dev.orgtable.EmailAddress;
import dev.orgtable.Job;
import dev.orgtable.OrganisationId;
import dev.orgtable.OrgtableException.AlreadyInvited;
import dev.orgtable.OrgtableException.OrganisationNotFound;
import dev.orgtable.OrgtableException.UpgradeRequired;
import dev.orgtable.dynamodb.Change;
import dev.orgtable.dynamodb.ConflictException;
import dev.orgtable.dynamodb.Consistency;
import dev.orgtable.dynamodb.Decision;
import dev.orgtable.dynamodb.Decision.Done;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.Key;
import dev.orgtable.dynamodb.Reads;
import dev.orgtable.dynamodb.Table;
import dev.orgtable.dynamodb.Transaction;
import dev.orgtable.internal.MembershipMove;
import dev.orgtable.internal.record.Conditions;
import dev.orgtable.internal.record.InvitationTokenRecord;
import dev.orgtable.internal.record.Keys;
import dev.orgtable.internal.record.Layout;
import dev.orgtable.internal.record.MembershipKeys;
import dev.orgtable.internal.record.PendingJobs;
import dev.orgtable.internal.record.Refusals;
import dev.orgtable.internal.record.Tombstones;
import dev.orgtable.internal.record.UserIdRecord;
import dev.orgtable.internal.record.UserOrganisationRecord;
import dev.orgtable.internal.record.UserRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Moves the memberships and invitations of a user to the new address, both sides of each in one
 * transaction.
 */
final class AddressChange implements BackgroundTask {

  private final EmailAddress from;
  private final EmailAddress to;

  AddressChange(EmailAddress from, EmailAddress to) {
    this.from = from;
    this.to = to;
  }

  @Override
  public Key source() {
    return UserRecord.key(from);
  }

  @Override
  public List<String> passes() {
    return List.of(Keys.USER_ORGANISATIONS);
  }

  /** Returns false, since each move increments the child version of the user. */
  @Override
  public boolean parallel() {
    return false;
  }

  @Override
  public Optional<Step> step(Table table) {
    return Optional.of((each, side) -> each.run(reads -> move(reads, side.key())));
  }

  private Decision<Done> move(Reads reads, Key sideKey) {
    OrganisationId organisation =
        Keys.organisationAfter(sideKey, Keys.USER_ORGANISATIONS)
            .orElseThrow(() -> new UpgradeRequired(sideKey.toString()));
    MembershipKeys old = new MembershipKeys(from, organisation);
    MembershipKeys taken = new MembershipKeys(to, organisation);
    Key userKey = UserRecord.key(to);
    List<Key> keys = new ArrayList<>(List.of(userKey));
    keys.addAll(old.all());
    keys.addAll(taken.all());
    Map<Key, Item> found = reads.getAll(keys, Consistency.STRONG);
    Optional<Item> side = Optional.ofNullable(found.get(old.userSide()));
    Optional<UserRecord> user = Optional.ofNullable(found.get(userKey)).flatMap(UserRecord::from);
    if (side.isEmpty()) {
      return Decision.unchanged();
    }
    if (user.isEmpty()) {
      throw new ConflictException();
    }
    return Decision.commit(move(reads, side.get(), user.get(), old, found))
        .ifRefused(
            AlreadyInvited.class,
            (again, refusal) -> {
              throw new ConflictException();
            })
        .ifRefused(OrganisationNotFound.class, AddressChange::leaveToSweep);
  }

  /** Leaves the record of a deleted organisation to that organisation's own job. */
  private static Decision<Done> leaveToSweep(Reads reads, OrganisationNotFound ended) {
    return Decision.unchanged();
  }

  private Transaction move(
      Reads reads, Item side, UserRecord user, MembershipKeys old, Map<Key, Item> found) {
    if (!Layout.isCurrent(side)) {
      throw new UpgradeRequired(side.toString());
    }
    boolean accepted = UserOrganisationRecord.isAccepted(side);
    Item other = found.get(accepted ? old.member() : old.invitation());
    if (other == null) {
      throw new ConflictException();
    }
    Item inTheWay = found.get(new MembershipKeys(to, old.organisation()).userSide());
    Transaction transaction = new Transaction();
    if (new MembershipMove(transaction, from, user.user()).move(side, other, inTheWay)) {
      user.addMoved(transaction);
    }
    InvitationTokenRecord.move(reads, transaction, List.of(other));
    return transaction;
  }

  @Override
  public void end(Transaction transaction, Job job, Optional<Item> found, long moves) {
    Tombstones.remove(transaction.silent(), found, job.id());
    found.flatMap(UserIdRecord::stored).ifPresent(id -> UserIdRecord.endMove(transaction, id, to));
    transaction.update(
        UserRecord.key(to),
        new Change()
            .remove(UserRecord.MOVED_BY)
            .delete(PendingJobs.ATTRIBUTE, Set.of(job.id().value())),
        Conditions.live().equal(UserRecord.MOVED_BY, job.id().value()),
        Refusals.changed());
  }
}
