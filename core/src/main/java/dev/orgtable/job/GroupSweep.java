package dev.orgtable.job;

import dev.orgtable.GroupName;
import dev.orgtable.Job;
import dev.orgtable.OrganisationId;
import dev.orgtable.ServiceId;
import dev.orgtable.dynamodb.Change;
import dev.orgtable.dynamodb.Condition;
import dev.orgtable.dynamodb.ConflictException;
import dev.orgtable.dynamodb.Consistency;
import dev.orgtable.dynamodb.Decision;
import dev.orgtable.dynamodb.Decision.Done;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.Key;
import dev.orgtable.dynamodb.Table;
import dev.orgtable.dynamodb.Transaction;
import dev.orgtable.internal.GroupEvents;
import dev.orgtable.internal.record.Conditions;
import dev.orgtable.internal.record.Groups;
import dev.orgtable.internal.record.Keys;
import dev.orgtable.internal.record.Layout;
import dev.orgtable.internal.record.OrganisationGroupRecord;
import dev.orgtable.internal.record.OrganisationRecord;
import dev.orgtable.internal.record.OrganisationServiceRecord;
import dev.orgtable.internal.record.PendingJobs;
import dev.orgtable.internal.record.Refusals;
import dev.orgtable.internal.record.Tombstones;
import dev.orgtable.internal.record.UserOrganisationRecord;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Removes all members and invitations from the groups of a deleted service, or from a deleted group
 * of an organisation.
 */
final class GroupSweep implements BackgroundTask {

  private final OrganisationId organisation;
  private final Key source;
  private final Function<Item, Set<String>> ended;

  /**
   * Creates the task.
   *
   * @param source the key of the deleted service or group
   * @param ended returns the groups on the record of a member or an invitation that have ended
   */
  private GroupSweep(OrganisationId organisation, Key source, Function<Item, Set<String>> ended) {
    this.organisation = organisation;
    this.source = source;
    this.ended = ended;
  }

  static GroupSweep ofService(OrganisationId organisation, ServiceId service) {
    return new GroupSweep(
        organisation,
        OrganisationServiceRecord.key(organisation, service),
        item -> Groups.of(service, item));
  }

  static GroupSweep ofGroup(OrganisationId organisation, GroupName group) {
    return new GroupSweep(
        organisation,
        OrganisationGroupRecord.key(organisation, group),
        item -> Groups.of(group, item));
  }

  @Override
  public Key source() {
    return source;
  }

  @Override
  public List<String> passes() {
    return List.of(Keys.INVITATIONS, Keys.MEMBERS);
  }

  @Override
  public Optional<Step> step(Table table) {
    String since =
        table.get(source, Consistency.STRONG).map(item -> item.text(Layout.EVENT)).orElse("");
    return Optional.of((each, item) -> copy(each, item, since));
  }

  private static Change without(Set<String> groups) {
    return new Change().delete(Groups.ATTRIBUTE, groups);
  }

  /**
   * Removes the groups from a record. A member may have been added, and somebody invited, to a
   * group after its deletion; and an invitation with groups of a deleted service accepted.
   *
   * @param since the id of the deletion's event; empty if there is none
   */
  private void copy(Table table, Item item, String since) {
    if (!ended.apply(item).isEmpty()) {
      table.run(
          reads ->
              removal(item, since)
                  .ifRefused(
                      ConflictException.class,
                      (again, conflict) ->
                          again
                              .get(item.key(), Consistency.STRONG)
                              .filter(found -> isToChange(found, item))
                              .<Decision<Done>>map(found -> removal(found, since))
                              .orElseGet(Decision::unchanged)));
    }
  }

  /** Returns whether a record as found is that of the same membership, and has the group. */
  private boolean isToChange(Item found, Item item) {
    return UserOrganisationRecord.membership(found).equals(UserOrganisationRecord.membership(item))
        && !ended.apply(found).isEmpty();
  }

  private Decision.Commit<Done> removal(Item item, String since) {
    Set<String> groups = ended.apply(item);
    Transaction removal =
        new Transaction()
            .update(
                item.key(),
                without(groups),
                UserOrganisationRecord.same(item)
                    .same(Layout.EVENT, item.value(Layout.EVENT).orElse(null)),
                Refusals.changed())
            .repeatable();
    return Decision.commit(
        GroupEvents.isLater(item, since)
            ? removal.emit(GroupEvents.moved(item, Groups.read(groups), Set.of()))
            : removal.silent());
  }

  /** Completes the deletion, even if the organisation was deleted in the meantime. */
  @Override
  public void end(Transaction transaction, Job job, Optional<Item> found, long moves) {
    Key owner = OrganisationRecord.key(organisation);
    Tombstones.remove(transaction, found, job.id());
    Tombstones.write(transaction, source(), false);
    transaction.require(
        owner,
        Conditions.sameNumber(Condition.where(), PendingJobs.MOVES, moves),
        Refusals.changed());
  }

  @Override
  public long moves(Table table) {
    return PendingJobs.moves(table, OrganisationRecord.key(organisation));
  }

  @Override
  public boolean hasTombstone() {
    return true;
  }
}
