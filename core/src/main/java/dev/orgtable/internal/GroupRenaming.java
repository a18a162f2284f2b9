package dev.orgtable.internal;

import dev.orgtable.GroupName;
import dev.orgtable.Job;
import dev.orgtable.OrganisationId;
import dev.orgtable.OrgtableException.GroupAlreadyExists;
import dev.orgtable.OrgtableException.GroupNotFound;
import dev.orgtable.OrgtableException.InProgress;
import dev.orgtable.Outcome;
import dev.orgtable.dynamodb.Change;
import dev.orgtable.dynamodb.Condition;
import dev.orgtable.dynamodb.Consistency;
import dev.orgtable.dynamodb.Decision;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.Key;
import dev.orgtable.dynamodb.Reads;
import dev.orgtable.dynamodb.Refusal;
import dev.orgtable.dynamodb.Transaction;
import dev.orgtable.internal.record.ChildVersion;
import dev.orgtable.internal.record.Conditions;
import dev.orgtable.internal.record.Groups;
import dev.orgtable.internal.record.JobRecord;
import dev.orgtable.internal.record.Keys;
import dev.orgtable.internal.record.OrganisationGroupRecord;
import dev.orgtable.internal.record.OrganisationRecord;
import dev.orgtable.internal.record.PendingJobs;
import dev.orgtable.internal.record.Refusals;
import dev.orgtable.internal.record.Revisions;
import dev.orgtable.internal.record.TombstoneRecord;
import dev.orgtable.role.OrganisationGroup;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Gives a group another name: one attempt of the operation. */
public final class GroupRenaming {

  private final Context context;
  private final Reads reads;
  private final OrganisationId organisation;
  private final GroupName from;

  /** Creates an attempt to rename a group. */
  public GroupRenaming(Context context, Reads reads, OrganisationId organisation, GroupName from) {
    this.context = context;
    this.reads = reads;
    this.organisation = organisation;
    this.from = from;
  }

  /**
   * Refuses a group to whose name a job still moves members.
   *
   * @throws InProgress if there is such a job
   */
  public static void refusePending(@Nullable Item group) {
    if (group != null) {
      PendingJobs.of(group).stream()
          .flatMap(id -> Keys.jobId(id).stream())
          .findFirst()
          .ifPresent(
              job -> {
                throw new InProgress(Keys.name(group.key()), job);
              });
    }
  }

  /**
   * Decides on the transaction that renames the group, or begins to.
   *
   * @param precondition refuses a group that is not the expected one
   */
  public Decision<Outcome<OrganisationGroup>> to(
      GroupName to, Consumer<OrganisationGroup> precondition) {
    Key key = OrganisationGroupRecord.key(organisation, from);
    Key newKey = OrganisationGroupRecord.key(organisation, to);
    Key ownerKey = OrganisationRecord.key(organisation);
    Map<Key, Item> found =
        reads.getAll(Stream.of(key, newKey, ownerKey).distinct().toList(), Consistency.STRONG);
    OrganisationGroupRecord source =
        Optional.ofNullable(found.get(key))
            .flatMap(OrganisationGroupRecord::from)
            .orElseThrow(() -> new GroupNotFound(organisation, from));
    OrganisationRecord owner =
        Optional.ofNullable(found.get(ownerKey))
            .flatMap(OrganisationRecord::from)
            .orElseThrow(() -> new GroupNotFound(organisation, from));
    precondition.accept(source.group());
    if (to.equals(from)) {
      return Decision.unchanged(Outcome.unchanged(source.group()));
    }
    refusePending(found.get(key));
    Refusal taken = Refusals.occupied(there -> new GroupAlreadyExists(organisation, to));
    Item present = found.get(newKey);
    if (present != null) {
      throw taken.given(present);
    }
    OrganisationGroups all = OrganisationGroups.read(reads, organisation);
    all.checkRenamed(from, to);
    return decide(source, owner, renamed(source.group(), to), all, taken);
  }

  private static OrganisationGroup renamed(OrganisationGroup seen, GroupName to) {
    return new OrganisationGroup(
        seen.organisation(), to, seen.id(), seen.details(), seen.createdAt(), Revisions.first());
  }

  private Decision<Outcome<OrganisationGroup>> decide(
      OrganisationGroupRecord source,
      OrganisationRecord owner,
      OrganisationGroup next,
      OrganisationGroups all,
      Refusal taken) {
    Item record = new OrganisationGroupRecord(next).item();
    Optional<Transaction> whole =
        Optional.of(next)
            .filter(group -> group.details().roles().isEmpty())
            .flatMap(group -> OrganisationPartition.gather(reads, organisation))
            .map(parts -> whole(source, owner, next, parts).create(record, taken))
            .map(each -> each.emit(GroupEvents.renamed(from, next)));
    whole.ifPresent(each -> all.rename(each, from, next, false));
    if (whole.filter(reads::fits).isPresent()) {
      return Decision.commit(whole.get(), Outcome.updated(next));
    }
    Key key = OrganisationGroupRecord.key(organisation, from);
    JobRecord job =
        context.job(Job.Kind.RENAME_GROUP, key, owner.estimatedCopies()).after(owner.moves());
    Transaction begin =
        new Transaction()
            .put(
                TombstoneRecord.renamed(key, job.id(), next.name()),
                OrganisationGroupRecord.same(source.group()),
                Refusals.changed())
            .create(
                record.change().with(PendingJobs.ATTRIBUTE, Set.of(job.id().value())).build(),
                taken);
    owner.add(begin, 0);
    all.rename(begin, from, next, true);
    job.begin(begin);
    begin.emit(GroupEvents.renamed(from, next));
    return Decision.commit(begin, Outcome.begun(next, job.id()));
  }

  /** Moves all members and invitations to the new name. */
  private Transaction whole(
      OrganisationGroupRecord source,
      OrganisationRecord owner,
      OrganisationGroup next,
      OrganisationPartition parts) {
    Condition same =
        Conditions.live()
            .equal(Revisions.ATTRIBUTE, owner.organisation().revision())
            .equal(ChildVersion.ATTRIBUTE, owner.additions());
    Transaction transaction =
        new Transaction()
            .delete(
                OrganisationGroupRecord.key(organisation, from),
                OrganisationGroupRecord.same(source.group()),
                Refusals.changed())
            .update(
                OrganisationRecord.key(organisation),
                ChildVersion.increment(),
                same,
                Refusals.changed());
    List<Item> sides =
        Stream.concat(parts.members().stream(), parts.invitations().stream()).toList();
    for (Item item : sides) {
      if (!Groups.of(from, item).isEmpty()) {
        transaction.update(
            item.key(),
            new Change().set(Groups.ATTRIBUTE, Groups.renamed(item, from, next.name())),
            Conditions.live().equal(Groups.ATTRIBUTE, item.strings(Groups.ATTRIBUTE)),
            Refusals.changed());
      }
    }
    Groups.requireOutside(transaction, from, parts.members());
    return transaction;
  }
}
