package dev.orgtable.store;

import dev.orgtable.Group;
import dev.orgtable.GroupName;
import dev.orgtable.MembershipId;
import dev.orgtable.Organisation;
import dev.orgtable.OrganisationId;
import dev.orgtable.OrgtableException.OrganisationAlreadyExists;
import dev.orgtable.OrgtableException.UpgradeRequired;
import dev.orgtable.Service;
import dev.orgtable.ServiceId;
import dev.orgtable.dynamodb.Change;
import dev.orgtable.dynamodb.Condition;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.Key;
import dev.orgtable.dynamodb.Refusal;
import dev.orgtable.dynamodb.Transaction;
import dev.orgtable.event.Details;
import dev.orgtable.event.EventType;
import dev.orgtable.internal.GroupEvents;
import dev.orgtable.internal.OrganisationPartition;
import dev.orgtable.internal.delivery.Subscriptions;
import dev.orgtable.internal.event.Draft;
import dev.orgtable.internal.record.ChildVersion;
import dev.orgtable.internal.record.Conditions;
import dev.orgtable.internal.record.ExternalIdRecord;
import dev.orgtable.internal.record.Groups;
import dev.orgtable.internal.record.JobRecord;
import dev.orgtable.internal.record.MembershipKeys;
import dev.orgtable.internal.record.OrganisationGroupMemberRecord;
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
import dev.orgtable.internal.record.UserRecord;
import dev.orgtable.internal.webhook.WebhookRecord;
import java.time.Instant;
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

  /** Creates an organisation with its first owner. */
  static Transaction create(Organisation organisation, UserRecord owner, Instant now) {
    OrganisationId id = organisation.id();
    MembershipId membership = MembershipId.random();
    Set<Group> groups = Set.of(Group.OWNER);
    Transaction transaction =
        new Transaction()
            .create(
                new OrganisationRecord(organisation, 1, ChildVersion.start())
                    .withSides(1, 0)
                    .item(),
                taken(id))
            .create(
                new OrganisationGroupMemberRecord(id, membership, owner.user(), groups, now).item(),
                Refusals.occupied(OrganisationCopies::orphan))
            .create(
                UserOrganisationRecord.membership(owner.user(), membership, organisation, now)
                    .item(),
                Refusals.occupied(OrganisationCopies::orphan));
    owner.add(transaction);
    Details details = Draft.about(owner.user()).adding(groups);
    return transaction.emit(
        Draft.of(
            id,
            EventType.ORGANISATION_CREATED,
            details.changing("name", null, organisation.name())));
  }

  /** Returns the refusal of an organisation that is there, or is being deleted. */
  static Refusal taken(OrganisationId id) {
    return Refusals.there(() -> new OrganisationAlreadyExists(id));
  }

  /** Returns the refusal of an orphaned membership: that of an organisation would come first. */
  private static UpgradeRequired orphan(Item found) {
    return new UpgradeRequired(found.toString());
  }

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
    return transaction.emit(renamed(source, newer));
  }

  private static Draft renamed(OrganisationRecord source, Organisation newer) {
    return Draft.of(
        newer.id(),
        EventType.ORGANISATION_RENAMED,
        Details.NONE.changing("name", source.organisation().name(), newer.name()));
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
    int webhooks =
        (int) found.others().stream().filter(part -> WebhookRecord.isOf(part.key())).count();
    if (webhooks > 0) {
      Subscriptions.remove(transaction, webhooks);
    }
    return transaction.emit(deleted(source));
  }

  private static Draft deleted(OrganisationRecord source) {
    return Draft.of(
        source.organisation().id(),
        EventType.ORGANISATION_DELETED,
        Details.NONE.changing("name", source.organisation().name(), null));
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
    return transaction.emit(deleted(source.service()));
  }

  /** Returns the event of the deletion of a service. */
  static Draft deleted(Service service) {
    return Draft.of(
        service.organisation(),
        EventType.SERVICE_DELETED,
        Details.NONE.in(service.id()).changing("name", service.name(), null));
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
    return transaction.emit(GroupEvents.deleted(source.group()));
  }

  /** Removes the groups from all members and invitations. */
  private static void removeGroups(
      Transaction transaction,
      OrganisationRecord organisation,
      OrganisationPartition found,
      Function<Item, Set<String>> ended) {
    touch(transaction, organisation, unchanged(organisation));
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
                Conditions.sameNumber(sameRevision(source), PendingJobs.MOVES, source.moves()),
                CHANGED);
    job.after(source.moves()).begin(transaction);
    return transaction.emit(renamed(source, newer));
  }

  /** Begins to delete an organisation; see {@link #beginDelete(Key, Condition, JobRecord)}. */
  static Transaction beginDelete(OrganisationRecord source, JobRecord job) {
    Key key = OrganisationRecord.key(source.organisation().id());
    Transaction transaction = beginDelete(key, source.facts().sameId(sameRevision(source)), job);
    ExternalIdRecord.release(transaction, key, source.facts());
    return transaction.emit(deleted(source));
  }

  /** Begins to delete a service or a group; see {@link #beginDelete(Key, Condition, JobRecord)}. */
  static Transaction beginDelete(
      Key source, Condition same, OrganisationRecord organisation, JobRecord job) {
    Transaction transaction = beginDelete(source, same, job.after(organisation.moves()));
    touch(transaction, organisation, sameRevision(organisation));
    return transaction;
  }

  /**
   * Writes the organisation's record as it is, so that it names the event of a deletion: a creation
   * writes it, too, and so the log has both in their order.
   *
   * @param same the condition, which includes the revision
   */
  private static void touch(
      Transaction transaction, OrganisationRecord organisation, Condition same) {
    transaction.update(
        OrganisationRecord.key(organisation.organisation().id()),
        new Change().set(Revisions.ATTRIBUTE, organisation.organisation().revision()),
        same,
        CHANGED);
  }

  /**
   * Replaces an organisation, a service or a group by a tombstone and creates the job that removes
   * the copies. The caller adds the event.
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
    return transaction.emit(changed(source, next));
  }

  private static Draft changed(OrganisationRecord source, Suspension next) {
    return Draft.of(
        source.organisation().id(),
        next.isSuspended() ? EventType.ORGANISATION_SUSPENDED : EventType.ORGANISATION_REACTIVATED,
        Details.NONE);
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
    return transaction.emit(changed(source, next));
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
    return sameRevision(source).equal(ChildVersion.ATTRIBUTE, source.additions());
  }

  private static Condition sameRevision(OrganisationRecord source) {
    return Conditions.live().equal(Revisions.ATTRIBUTE, source.organisation().revision());
  }

  private static List<Item> sides(OrganisationPartition found) {
    return Stream.concat(found.members().stream(), found.invitations().stream()).toList();
  }
}
