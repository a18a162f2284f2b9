package dev.orgtable.job;

import dev.orgtable.GroupName;
import dev.orgtable.Job;
import dev.orgtable.OrganisationId;
import dev.orgtable.OrgtableException.UpgradeRequired;
import dev.orgtable.dynamodb.Change;
import dev.orgtable.dynamodb.Condition;
import dev.orgtable.dynamodb.Consistency;
import dev.orgtable.dynamodb.Decision;
import dev.orgtable.dynamodb.Decision.Done;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.Key;
import dev.orgtable.dynamodb.Reads;
import dev.orgtable.dynamodb.Table;
import dev.orgtable.dynamodb.Transaction;
import dev.orgtable.internal.GroupEvents;
import dev.orgtable.internal.record.Conditions;
import dev.orgtable.internal.record.GroupRolesRecord;
import dev.orgtable.internal.record.Groups;
import dev.orgtable.internal.record.Keys;
import dev.orgtable.internal.record.Layout;
import dev.orgtable.internal.record.OrganisationGroupRecord;
import dev.orgtable.internal.record.OrganisationRecord;
import dev.orgtable.internal.record.PendingJobs;
import dev.orgtable.internal.record.Refusals;
import dev.orgtable.internal.record.TombstoneRecord;
import dev.orgtable.internal.record.Tombstones;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Moves all members and invitations from the old name of a group to the new one, each by one write.
 * Until it has ended, both names stand for the group's roles.
 */
final class GroupMove implements BackgroundTask {

  private final OrganisationId organisation;
  private final GroupName from;

  GroupMove(OrganisationId organisation, GroupName from) {
    this.organisation = organisation;
    this.from = from;
  }

  @Override
  public Key source() {
    return OrganisationGroupRecord.key(organisation, from);
  }

  @Override
  public List<String> passes() {
    return List.of(Keys.INVITATIONS, Keys.MEMBERS);
  }

  @Override
  public Optional<Step> step(Table table) {
    return table
        .get(source(), Consistency.STRONG)
        .flatMap(
            ended ->
                TombstoneRecord.newName(ended)
                    .map(to -> (each, item) -> move(each, item, to, ended.text(Layout.EVENT))));
  }

  /** Moves one member or invitation, whose other groups may change at the same time. */
  private void move(Table table, Item item, GroupName to, String since) {
    if (!Groups.of(from, item).isEmpty()) {
      table.run(reads -> move(reads, item.key(), to, since));
    }
  }

  private Decision<Done> move(Reads reads, Key key, GroupName to, String since) {
    Optional<Item> found = reads.get(key, Consistency.STRONG);
    if (found.isEmpty() || Groups.of(from, found.get()).isEmpty()) {
      return Decision.unchanged();
    }
    if (!Layout.isCurrent(found.get())) {
      throw new UpgradeRequired(found.get().toString());
    }
    Item item = found.get();
    Set<String> groups = Groups.renamed(item, from, to);
    Transaction transaction =
        new Transaction()
            .update(
                key,
                new Change().set(Groups.ATTRIBUTE, groups),
                Conditions.live()
                    .equal(Groups.ATTRIBUTE, item.strings(Groups.ATTRIBUTE))
                    .same(Layout.EVENT, item.value(Layout.EVENT).orElse(null)),
                Refusals.changed())
            .repeatable();
    if (GroupEvents.isLater(item, since)) {
      Set<String> out = new HashSet<>(item.strings(Groups.ATTRIBUTE));
      Set<String> in = new HashSet<>(groups);
      in.removeAll(out);
      out.removeAll(groups);
      transaction.emit(GroupEvents.moved(item, Groups.read(out), Groups.read(in)));
    } else {
      transaction.silent();
    }
    return Decision.commit(transaction);
  }

  @Override
  public void end(Transaction transaction, Job job, Optional<Item> found, long moves) {
    Tombstones.remove(transaction, found, job.id());
    transaction.require(
        OrganisationRecord.key(organisation),
        Conditions.sameNumber(Condition.where(), PendingJobs.MOVES, moves),
        Refusals.changed());
  }

  /** Takes the roles from the old name, and ends the job at the group with the new one. */
  @Override
  public void end(Table table, Transaction transaction, Job job, Optional<Item> found, long moves) {
    end(transaction, job, found, moves);
    Optional<GroupName> to = found.flatMap(TombstoneRecord::newName);
    to.map(name -> OrganisationGroupRecord.key(organisation, name))
        .ifPresent(
            key ->
                PendingJobs.end(
                    transaction, job, table.get(key, Consistency.STRONG), Conditions.live()));
    table
        .get(GroupRolesRecord.key(organisation), Consistency.STRONG)
        .flatMap(GroupRolesRecord::from)
        .filter(all -> to.isPresent() && all.roles().containsKey(from))
        .ifPresent(all -> all.with(from, List.of()).replace(transaction));
  }

  /** A check reads the roles of both names, or the member before the move. */
  @Override
  public boolean waitsFirst() {
    return true;
  }

  /** A check that has read a member under the old name has its roles, too. */
  @Override
  public boolean hasTombstone() {
    return true;
  }

  @Override
  public long moves(Table table) {
    return PendingJobs.moves(table, OrganisationRecord.key(organisation));
  }
}
