package dev.orgtable.job;

import dev.orgtable.Job;
import dev.orgtable.OrganisationId;
import dev.orgtable.OrgtableException.UpgradeRequired;
import dev.orgtable.dynamodb.Change;
import dev.orgtable.dynamodb.Condition;
import dev.orgtable.dynamodb.Consistency;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.Key;
import dev.orgtable.dynamodb.Table;
import dev.orgtable.dynamodb.Transaction;
import dev.orgtable.internal.record.Conditions;
import dev.orgtable.internal.record.Keys;
import dev.orgtable.internal.record.Layout;
import dev.orgtable.internal.record.OrganisationRecord;
import dev.orgtable.internal.record.PendingJobs;
import dev.orgtable.internal.record.Refusals;
import dev.orgtable.internal.record.Suspension;
import dev.orgtable.internal.record.Tombstones;
import dev.orgtable.internal.record.UserOrganisationRecord;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Copies the number of an organisation's suspension to its members. It copies the current number,
 * and only over a lower one: whichever of several jobs writes last, a member never goes back to an
 * earlier state.
 */
final class SuspensionCopying implements BackgroundTask {

  private final Key source;
  private final boolean suspends;

  /**
   * Creates the task.
   *
   * @param suspends whether the organisation was suspended, rather than reactivated
   */
  SuspensionCopying(OrganisationId organisation, boolean suspends) {
    this.source = OrganisationRecord.key(organisation);
    this.suspends = suspends;
  }

  @Override
  public Key source() {
    return source;
  }

  @Override
  public List<String> passes() {
    return List.of(Keys.MEMBERS);
  }

  @Override
  public Optional<Step> step(Table table) {
    return table
        .get(source, Consistency.STRONG)
        .flatMap(OrganisationRecord::from)
        .map(OrganisationRecord::suspension)
        .map(newest -> (Table each, Item member) -> copy(each, member, newest));
  }

  /** A member of version 0, on which the condition would fail, must not be passed over. */
  private static void copy(Table table, Item member, Suspension newest) {
    if (!Layout.isCurrent(member)) {
      throw new UpgradeRequired(member.toString());
    }
    if (newest.number() > 0) {
      PendingJobs.write(
          table,
          member.key(),
          newest.copy(),
          UserOrganisationRecord.same(member).absentOrBelow(Suspension.COPY, newest.number()));
    }
  }

  /**
   * Takes the organisation out of the tombstones for this job, also if it was reactivated or
   * deleted meanwhile.
   */
  @Override
  public void end(Transaction transaction, Job job, Optional<Item> found, long moves) {
    if (suspends) {
      Tombstones.writeSuspending(transaction, source, job.id(), false);
    }
    Condition same = Conditions.sameNumber(Conditions.live(), PendingJobs.MOVES, moves);
    boolean marking =
        found
            .flatMap(OrganisationRecord::from)
            .flatMap(organisation -> organisation.suspension().marking())
            .filter(job.id()::equals)
            .isPresent();
    if (marking) {
      transaction.update(
          source,
          new Change()
              .remove(Suspension.MARKING)
              .delete(PendingJobs.ATTRIBUTE, Set.of(job.id().value())),
          same.equal(Suspension.MARKING, job.id().value()),
          Refusals.changed());
    } else {
      PendingJobs.end(transaction, job, found, same);
    }
  }

  @Override
  public long moves(Table table) {
    return PendingJobs.moves(table, source);
  }

  @Override
  public boolean hasTombstone() {
    return suspends;
  }

  /** Returns true: whoever began to read a member before it was marked must see the tombstones. */
  @Override
  public boolean waitsForOperations() {
    return true;
  }
}
