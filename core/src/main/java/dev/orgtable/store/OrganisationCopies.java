package dev.orgtable.store;

import dev.orgtable.GroupName;
import dev.orgtable.Organisation;
import dev.orgtable.OrganisationId;
import dev.orgtable.ServiceId;
import dev.orgtable.dynamodb.Change;
import dev.orgtable.dynamodb.Condition;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.Key;
import dev.orgtable.dynamodb.Refusal;
import dev.orgtable.dynamodb.Transaction;
import dev.orgtable.internal.OrganisationPartition;
import dev.orgtable.internal.record.ChildVersion;
import dev.orgtable.internal.record.Conditions;
import dev.orgtable.internal.record.ExternalIdRecord;
import dev.orgtable.internal.record.Groups;
import dev.orgtable.internal.record.JobRecord;
import dev.orgtable.internal.record.MembershipKeys;
import dev.orgtable.internal.record.OrganisationGroupRecord;
import dev.orgtable.internal.record.OrganisationRecord;
import dev.orgtable.internal.record.OrganisationServiceRecord;
import dev.orgtable.internal.record.PendingJobs;
import dev.orgtable.internal.record.Refusals;
import dev.orgtable.internal.record.Revisions;
import dev.orgtable.internal.record.StoredFacts;
import dev.orgtable.internal.record.Suspension;
import dev.orgtable.internal.record.TombstoneRecord;
import dev.orgtable.internal.record.Tombstones;
import dev.orgtable.internal.record.UserOrganisationRecord;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Builds the transactions that change an organisation, a service or a group and its copies on
 * members and invitations.
 */
final class OrganisationCopies {

  private static final Refusal CHANGED = Refusals.changed();

  private OrganisationCopies() {}

  /** Changes the name on the organisation's record and on every user's side. */
  static Transaction rename(
      OrganisationRecord source, OrganisationPartition found, Organisation newer) {
    Transaction transaction =
        new Transaction()
            .update(
                OrganisationRecord.key(newer.id()),
                OrganisationRecord.rename(newer.name(), newer.revision()),
                unchanged(source),
                CHANGED);
    for (Item item : sides(found)) {
      transaction.update(
          MembershipKeys.userSide(item),
          UserOrganisationRecord.rename(newer.name(), newer.revision()),
          UserOrganisationRecord.same(item),
          CHANGED);
    }
    return transaction;
  }

  /**
   * Deletes an organisation with all of its records. The tombstone of a group that a job renames is
   * left to that job.
   */
  static Transaction delete(OrganisationRecord source, OrganisationPartition found) {
    OrganisationId id = source.organisation().id();
    Transaction transaction =
        new Transaction()
            .delete(OrganisationRecord.key(id), source.facts().sameId(unchanged(source)), CHANGED);
    ExternalIdRecord.release(transaction, OrganisationRecord.key(id), source.facts());
    for (Item item : sides(found)) {
      StoredFacts facts = StoredFacts.of(item);
      transaction
          .delete(item.key(), facts.sameId(UserOrganisationRecord.same(item)), CHANGED)
          .delete(MembershipKeys.userSide(item), UserOrganisationRecord.same(item), CHANGED);
      ExternalIdRecord.release(transaction, item.key(), facts);
    }
    found.others().stream()
        .filter(part -> !TombstoneRecord.is(part))
        .forEach(part -> transaction.delete(part.key(), Conditions.live(), CHANGED));
    return transaction;
  }

  /** Deletes a service and removes its groups from all members and invitations. */
  static Transaction deleteService(
      OrganisationServiceRecord source,
      OrganisationRecord organisation,
      OrganisationPartition found) {
    ServiceId service = source.service().id();
    Key key = OrganisationServiceRecord.key(source.service().organisation(), service);
    Condition unchanged =
        Conditions.live()
            .equal(Revisions.ATTRIBUTE, source.service().revision())
            .equal(ChildVersion.ATTRIBUTE, source.additions());
    Transaction transaction = new Transaction().delete(key, unchanged, CHANGED);
    removeGroups(transaction, organisation, found, item -> Groups.of(service, item));
    return transaction;
  }

  /** Deletes a group and removes it from all members and invitations. */
  static Transaction deleteGroup(
      OrganisationGroupRecord source,
      OrganisationRecord organisation,
      OrganisationPartition found) {
    GroupName name = source.group().name();
    Key key = OrganisationGroupRecord.key(source.group().organisation(), name);
    Transaction transaction =
        new Transaction().delete(key, OrganisationGroupRecord.same(source.group()), CHANGED);
    removeGroups(transaction, organisation, found, item -> Groups.of(name, item));
    Groups.requireOutside(transaction, name, found.members());
    return transaction;
  }

  private static void removeGroups(
      Transaction transaction,
      OrganisationRecord organisation,
      OrganisationPartition found,
      Function<Item, Set<String>> ended) {
    transaction.require(
        OrganisationRecord.key(organisation.organisation().id()), unchanged(organisation), CHANGED);
    for (Item item : sides(found)) {
      Set<String> groups = ended.apply(item);
      if (!groups.isEmpty()) {
        transaction.update(
            item.key(),
            new Change().delete(Groups.ATTRIBUTE, groups),
            UserOrganisationRecord.same(item),
            CHANGED);
      }
    }
  }

  /** Changes the name on the organisation's record and creates the job that updates the copies. */
  static Transaction beginRename(OrganisationRecord source, Organisation newer, JobRecord job) {
    Transaction transaction =
        new Transaction()
            .update(
                OrganisationRecord.key(newer.id()),
                PendingJobs.begin(
                    OrganisationRecord.rename(newer.name(), newer.revision()), job.id()),
                Conditions.sameNumber(
                    Conditions.live().equal(Revisions.ATTRIBUTE, source.organisation().revision()),
                    PendingJobs.MOVES,
                    source.moves()),
                CHANGED);
    job.after(source.moves()).begin(transaction);
    return transaction;
  }

  /** Begins to delete an organisation; see {@link #beginDelete(Key, Condition, JobRecord)}. */
  static Transaction beginDelete(OrganisationRecord source, JobRecord job) {
    Key key = OrganisationRecord.key(source.organisation().id());
    Condition same = Conditions.live().equal(Revisions.ATTRIBUTE, source.organisation().revision());
    Transaction transaction = beginDelete(key, source.facts().sameId(same), job);
    ExternalIdRecord.release(transaction, key, source.facts());
    return transaction;
  }

  /**
   * Replaces an organisation, a service or a group by a tombstone and creates the job that removes
   * the copies.
   *
   * @param same the condition that the source is the one read
   */
  static Transaction beginDelete(Key source, Condition same, JobRecord job) {
    Transaction transaction =
        new Transaction().put(TombstoneRecord.item(source, job.id()), same, CHANGED);
    Tombstones.write(transaction, source, true);
    job.begin(transaction);
    return transaction;
  }

  /** Suspends or reactivates an organisation, and copies the number to every member. */
  static Transaction suspension(
      OrganisationRecord source, OrganisationPartition found, Suspension next) {
    Key key = OrganisationRecord.key(source.organisation().id());
    Transaction transaction =
        new Transaction()
            .update(
                key, next.change(source.organisation().revision() + 1), unchanged(source), CHANGED);
    endMarking(transaction, source);
    for (Item member : found.members()) {
      transaction.update(member.key(), next.copy(), UserOrganisationRecord.same(member), CHANGED);
    }
    return transaction;
  }

  /**
   * Suspends or reactivates an organisation and creates the job that copies the number to its
   * members. Until the job of a suspension has ended, the tombstones say that they are suspended.
   */
  static Transaction beginSuspension(OrganisationRecord source, Suspension next, JobRecord job) {
    Key key = OrganisationRecord.key(source.organisation().id());
    Transaction transaction =
        new Transaction()
            .update(
                key,
                PendingJobs.begin(next.change(source.organisation().revision() + 1), job.id()),
                Conditions.sameNumber(unchanged(source), PendingJobs.MOVES, source.moves()),
                CHANGED);
    endMarking(transaction, source);
    if (next.isSuspended()) {
      Tombstones.writeSuspending(transaction, key, job.id(), true);
    }
    job.after(source.moves()).begin(transaction);
    return transaction;
  }

  /** Takes an organisation that is reactivated out of the tombstones. */
  private static void endMarking(Transaction transaction, OrganisationRecord source) {
    Key key = OrganisationRecord.key(source.organisation().id());
    source
        .suspension()
        .marking()
        .ifPresent(job -> Tombstones.writeSuspending(transaction, key, job, false));
  }

  private static Condition unchanged(OrganisationRecord source) {
    return Conditions.live()
        .equal(Revisions.ATTRIBUTE, source.organisation().revision())
        .equal(ChildVersion.ATTRIBUTE, source.additions());
  }

  private static List<Item> sides(OrganisationPartition found) {
    return Stream.concat(found.members().stream(), found.invitations().stream()).toList();
  }
}
