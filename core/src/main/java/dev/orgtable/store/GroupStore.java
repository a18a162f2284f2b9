package dev.orgtable.store;

import dev.orgtable.Expected;
import dev.orgtable.GroupName;
import dev.orgtable.InvalidInput;
import dev.orgtable.Job;
import dev.orgtable.JobId;
import dev.orgtable.OrganisationId;
import dev.orgtable.OrgtableException.ExternalIdTaken;
import dev.orgtable.OrgtableException.GroupAlreadyExists;
import dev.orgtable.OrgtableException.GroupNotFound;
import dev.orgtable.OrgtableException.InProgress;
import dev.orgtable.OrgtableException.OrganisationGroupsFull;
import dev.orgtable.OrgtableException.OrganisationNotFound;
import dev.orgtable.OrgtableException.Stale;
import dev.orgtable.OrgtableException.TooLarge;
import dev.orgtable.Outcome;
import dev.orgtable.Page;
import dev.orgtable.PageRequest;
import dev.orgtable.dynamodb.Condition;
import dev.orgtable.dynamodb.ConflictException;
import dev.orgtable.dynamodb.Consistency;
import dev.orgtable.dynamodb.Decision;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.Key;
import dev.orgtable.dynamodb.Reads;
import dev.orgtable.dynamodb.Refusal;
import dev.orgtable.dynamodb.Table;
import dev.orgtable.dynamodb.Transaction;
import dev.orgtable.facts.ExternalId;
import dev.orgtable.internal.Context;
import dev.orgtable.internal.GroupEvents;
import dev.orgtable.internal.GroupRenaming;
import dev.orgtable.internal.LiveRecords;
import dev.orgtable.internal.NewNames;
import dev.orgtable.internal.OrganisationGroups;
import dev.orgtable.internal.OrganisationPartition;
import dev.orgtable.internal.record.ChildVersion;
import dev.orgtable.internal.record.Conditions;
import dev.orgtable.internal.record.GroupRolesRecord;
import dev.orgtable.internal.record.JobRecord;
import dev.orgtable.internal.record.Keys;
import dev.orgtable.internal.record.OrganisationGroupRecord;
import dev.orgtable.internal.record.OrganisationRecord;
import dev.orgtable.internal.record.Refusals;
import dev.orgtable.internal.record.Revisions;
import dev.orgtable.internal.record.Tombstones;
import dev.orgtable.job.Worker;
import dev.orgtable.role.GroupDetails;
import dev.orgtable.role.GroupId;
import dev.orgtable.role.GroupRoles;
import dev.orgtable.role.OrganisationGroup;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The operations on those groups of organisations that have a record: a label, a description, an
 * external id and the roles that they stand for. Members are in a group by its name, whether it has
 * a record or not; a record is for groups that people manage.
 */
public final class GroupStore {

  private final Context context;

  GroupStore(Context context) {
    this.context = context;
  }

  /**
   * Creates a group of an organisation. Members who are in a group of this name already stay in it.
   *
   * @return the group as stored, with its id
   * @throws OrganisationNotFound if the organisation does not exist
   * @throws GroupAlreadyExists if the organisation has a record of a group with this name
   * @throws ExternalIdTaken if another group of the organisation has the external id
   * @throws OrganisationGroupsFull if the organisation has {@link OrganisationGroup#MOST} of them
   * @throws TooLarge if the roles of its groups do not fit their record; see {@code docs/roles.md}
   * @throws InvalidInput if the name is not allowed for new groups, looks like that of another
   *     group or of a role, or is that of a role; if the label looks like {@code owner}; or if a
   *     role is not known
   */
  public OrganisationGroup create(
      OrganisationId organisation, GroupName name, GroupDetails details) {
    OrganisationGroup first = first(organisation, name, details);
    Refusal taken = Refusals.occupied(found -> new GroupAlreadyExists(organisation, name));
    return context.run(
        "groups.create",
        reads -> {
          Optional<Item> present =
              reads.get(OrganisationGroupRecord.key(organisation, name), Consistency.STRONG);
          if (present.isPresent()) {
            throw taken.given(present.get());
          }
          return Decision.commit(create(reads, first, taken), first);
        });
  }

  private OrganisationGroup first(
      OrganisationId organisation, GroupName name, GroupDetails details) {
    return new OrganisationGroup(
        organisation,
        name,
        GroupId.random(context.now()),
        details,
        context.now(),
        Revisions.first());
  }

  private static Transaction create(Reads reads, OrganisationGroup first, Refusal taken) {
    OrganisationId organisation = first.organisation();
    NewNames.checkLabel(first.details().label());
    OrganisationGroups all = OrganisationGroups.read(reads, organisation);
    all.checkNew(first);
    Transaction transaction =
        new Transaction()
            .create(new OrganisationGroupRecord(first).item(), taken)
            .update(
                OrganisationRecord.key(organisation),
                ChildVersion.increment(),
                Conditions.live(),
                Refusals.missing(() -> new OrganisationNotFound(organisation)));
    all.store(transaction, first.name(), first.details().roles(), true);
    return transaction.emit(GroupEvents.created(first));
  }

  /**
   * Creates a group, or changes the details of an existing one, on a precondition. Writes nothing
   * if it already has these details. A change of the label or the description alone costs 4 write
   * units.
   *
   * @param expected the precondition; must admit absence for a group to be created
   * @throws OrganisationNotFound if the organisation does not exist
   * @throws GroupNotFound if there is no record, and one was expected
   * @throws Stale if the precondition fails for an existing group
   * @throws ExternalIdTaken see {@link #create}, which has the other exceptions, too
   */
  public Outcome<OrganisationGroup> put(
      OrganisationId organisation, GroupName name, GroupDetails details, Expected expected) {
    OrganisationGroup first = first(organisation, name, details);
    return context.run(
        "groups.put",
        reads -> {
          Optional<OrganisationGroup> present =
              find(reads, organisation, name).map(OrganisationGroupRecord::group);
          if (present.isPresent()) {
            require(expected, present.get());
            return changeOrKeep(reads, present.get(), details);
          }
          if (!expected.admits(OptionalLong.empty())) {
            throw new GroupNotFound(organisation, name);
          }
          Refusal taken = Refusals.occupied(found -> new ConflictException());
          return Decision.commit(create(reads, first, taken), Outcome.created(first));
        });
  }

  private static Decision<Outcome<OrganisationGroup>> changeOrKeep(
      Reads reads, OrganisationGroup present, GroupDetails details) {
    if (present.details().equals(details)) {
      return Decision.unchanged(Outcome.unchanged(present));
    }
    if (!details.label().equals(present.details().label())) {
      NewNames.checkLabel(details.label());
    }
    OrganisationGroup next = present.changed(details);
    Transaction transaction =
        new Transaction()
            .update(
                OrganisationGroupRecord.key(present.organisation(), present.name()),
                OrganisationGroupRecord.change(next),
                OrganisationGroupRecord.same(present),
                Refusals.changed())
            .emit(GroupEvents.changed(present, next));
    if (!details.equals(
        present.details().withLabel(details.label()).withDescription(details.description()))) {
      OrganisationGroups all = OrganisationGroups.read(reads, present.organisation());
      all.check(next);
      all.store(transaction, next.name(), details.roles(), false);
    }
    return Decision.commit(transaction, Outcome.updated(next));
  }

  private static void require(Expected expected, OrganisationGroup present) {
    if (!expected.admits(OptionalLong.of(present.revision()))) {
      throw new Stale("group " + present.name());
    }
  }

  /**
   * Returns a group. Costs 2 read units.
   *
   * @throws GroupNotFound if the organisation has no record of it
   */
  public OrganisationGroup get(OrganisationId organisation, GroupName name) {
    return context.observe(
        "groups.get",
        table ->
            find(table, organisation, name)
                .map(OrganisationGroupRecord::group)
                .orElseThrow(() -> new GroupNotFound(organisation, name)));
  }

  /**
   * Returns those of some groups of which the organisation has a record, in at most two requests at
   * once. Costs 1 read unit for each name and 1 more; from {@link OrganisationGroup#MOST} names on,
   * 1 for each 4 KB of all records instead.
   */
  public Set<GroupName> existing(OrganisationId organisation, Collection<GroupName> names) {
    return context.observe(
        "groups.existing",
        table ->
            (names.size() < OrganisationGroup.MOST
                    ? groups(found(table, organisation, names).values())
                    : all(table, organisation))
                .stream()
                    .map(OrganisationGroup::name)
                    .filter(names::contains)
                    .collect(Collectors.toSet()));
  }

  private static Map<Key, Item> found(
      Reads reads, OrganisationId organisation, Collection<GroupName> names) {
    List<Key> keys =
        names.stream()
            .distinct()
            .map(name -> OrganisationGroupRecord.key(organisation, name))
            .toList();
    return keys.isEmpty() ? Map.of() : LiveRecords.getAll(reads, keys, Consistency.STRONG);
  }

  private static List<OrganisationGroup> all(Table table, OrganisationId organisation) {
    Tombstones tombstones = Tombstones.read(table, Consistency.STRONG);
    return groups(tombstones.live(OrganisationGroups.items(table, organisation)));
  }

  /**
   * Returns the group with an external id. Reads all groups of the organisation that have a record,
   * at most {@link OrganisationGroup#MOST}: costs 1 read unit for each 4 KB, and 1 more.
   *
   * @return the group; empty if no group of the organisation has this id
   */
  public Optional<OrganisationGroup> find(OrganisationId organisation, ExternalId id) {
    return context.observe(
        "groups.find",
        table ->
            all(table, organisation).stream()
                .filter(group -> id.equals(group.details().externalId()))
                .findFirst());
  }

  /**
   * Returns the roles that the groups of organisations stand for, as checks by permission read
   * them. Costs 1 read unit for each organisation, and 1 more.
   *
   * @return the roles of each organisation, none if its groups stand for none
   */
  public Map<OrganisationId, GroupRoles> roles(Collection<OrganisationId> organisations) {
    return context.observe("groups.roles", table -> roles(table, organisations));
  }

  static Map<OrganisationId, GroupRoles> roles(
      Reads reads, Collection<OrganisationId> organisations) {
    Map<OrganisationId, GroupRoles> roles = new HashMap<>();
    organisations.forEach(organisation -> roles.put(organisation, GroupRoles.NONE));
    List<Key> keys = roles.keySet().stream().map(GroupRolesRecord::key).toList();
    LiveRecords.getAll(reads, keys, Consistency.STRONG).values().stream()
        .flatMap(item -> GroupRolesRecord.from(item).stream())
        .forEach(found -> roles.put(found.organisation(), found.groupRoles()));
    return roles;
  }

  private static List<OrganisationGroup> groups(Collection<Item> items) {
    return items.stream()
        .flatMap(item -> OrganisationGroupRecord.from(item).stream())
        .map(OrganisationGroupRecord::group)
        .toList();
  }

  private static Optional<OrganisationGroupRecord> find(
      Reads reads, OrganisationId organisation, GroupName name) {
    return found(reads, organisation, List.of(name)).values().stream()
        .findFirst()
        .flatMap(OrganisationGroupRecord::from);
  }

  /**
   * Returns a page of an organisation's groups that have a record, in order of their names.
   *
   * @throws OrganisationNotFound if the page is empty and the organisation does not exist
   */
  public Page<OrganisationGroup> list(OrganisationId organisation, PageRequest page) {
    return context.observe(
        "groups.list",
        table ->
            CursorPages.ofOrganisation(
                table, "groups", organisation, Keys.GROUPS, page, GroupStore::groups));
  }

  /**
   * Gives a group another name, which its members and those invited to it get. The id and the
   * details stay. It is one transaction if the group stands for no roles, and the organisation has
   * at most 95 members and invitations to the group; otherwise a job completes it.
   *
   * <p>Until the job is done, both names stand for the roles, so that no permission is lost at any
   * moment, also in checks that read while it begins or ends, or that are answered from memory. A
   * check by group, and a list of the members, have each member under the name that the member's
   * record holds at that moment. An addition to the old name may stay there, if the job has passed
   * the member already. The group can be neither deleted nor renamed again.
   *
   * @return the group with its new name; with the job, if one is needed
   * @throws GroupNotFound if the organisation has no record of it
   * @throws Stale if the precondition fails
   * @throws GroupAlreadyExists if the organisation has a record of a group with the new name
   * @throws InProgress if it is being renamed, or one of the new name is being deleted
   * @throws TooLarge if the roles of its groups do not fit their record with both names
   * @throws InvalidInput if the new name is not allowed; see {@link #create}
   */
  public Outcome<OrganisationGroup> rename(
      OrganisationId organisation, GroupName name, GroupName to, Expected expected) {
    return context.run(
        "groups.rename",
        reads ->
            new GroupRenaming(context, reads, organisation, name)
                .to(to, group -> require(expected, group)));
  }

  /**
   * Deletes a group and removes it from all members and open invitations: in one transaction if the
   * organisation has at most 94 members and invitations to the group. Otherwise one transaction
   * makes the group ineffective, and a job removes it: see {@link Worker}. Until the job is done,
   * nobody is seen in the group, and none can be created with this name. Who is added to the group
   * later, or when the job has passed the member, is in a group without a record.
   *
   * @return the job, if one is needed
   * @throws GroupNotFound if the organisation has no record of it
   * @throws Stale if the precondition fails
   * @throws InProgress if it is being renamed
   */
  public Optional<JobId> delete(OrganisationId organisation, GroupName name, Expected expected) {
    return context.run(
        "groups.delete",
        reads -> {
          Key key = OrganisationGroupRecord.key(organisation, name);
          Key ownerKey = OrganisationRecord.key(organisation);
          Map<Key, Item> found = reads.getAll(List.of(key, ownerKey), Consistency.STRONG);
          OrganisationGroupRecord source =
              Optional.ofNullable(found.get(key))
                  .flatMap(OrganisationGroupRecord::from)
                  .orElseThrow(() -> new GroupNotFound(organisation, name));
          GroupRenaming.refusePending(found.get(key));
          OrganisationRecord owner =
              Optional.ofNullable(found.get(ownerKey))
                  .flatMap(OrganisationRecord::from)
                  .orElseThrow(() -> new GroupNotFound(organisation, name));
          require(expected, source.group());
          return delete(reads, source, owner);
        });
  }

  private Decision<Optional<JobId>> delete(
      Reads reads, OrganisationGroupRecord source, OrganisationRecord owner) {
    OrganisationId organisation = owner.organisation().id();
    GroupName name = source.group().name();
    boolean hasRoles = !source.group().details().roles().isEmpty();
    Optional<OrganisationGroups> all =
        hasRoles ? Optional.of(OrganisationGroups.read(reads, organisation)) : Optional.empty();
    Optional<Transaction> whole =
        OrganisationPartition.gather(reads, organisation)
            .map(parts -> OrganisationCopies.deleteGroup(source, owner, parts));
    whole.ifPresent(each -> all.ifPresent(groups -> groups.store(each, name, List.of(), true)));
    if (whole.filter(reads::fits).isPresent()) {
      return Decision.commit(whole.get(), Optional.empty());
    }
    Key key = OrganisationGroupRecord.key(organisation, name);
    JobRecord job = context.job(Job.Kind.DELETE_GROUP, key, owner.estimatedCopies());
    Condition same = OrganisationGroupRecord.same(source.group());
    Transaction begin =
        OrganisationCopies.beginDelete(key, same, owner, job)
            .emit(GroupEvents.deleted(source.group()));
    all.ifPresent(groups -> groups.store(begin, name, List.of(), true));
    return Decision.commit(begin, Optional.of(job.id()));
  }
}
