package dev.orgtable.store;

import dev.orgtable.EmailAddress;
import dev.orgtable.Expected;
import dev.orgtable.InvalidInput;
import dev.orgtable.Invitation;
import dev.orgtable.Job;
import dev.orgtable.JobId;
import dev.orgtable.Organisation;
import dev.orgtable.OrganisationDetails;
import dev.orgtable.OrganisationId;
import dev.orgtable.OrgtableException.OrganisationAlreadyExists;
import dev.orgtable.OrgtableException.OrganisationLimitReached;
import dev.orgtable.OrgtableException.OrganisationNotFound;
import dev.orgtable.OrgtableException.Stale;
import dev.orgtable.OrgtableException.TooLarge;
import dev.orgtable.OrgtableException.UpgradeRequired;
import dev.orgtable.OrgtableException.UserNotFound;
import dev.orgtable.Outcome;
import dev.orgtable.Page;
import dev.orgtable.PageRequest;
import dev.orgtable.Text;
import dev.orgtable.dynamodb.Consistency;
import dev.orgtable.dynamodb.Decision;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.Key;
import dev.orgtable.dynamodb.QuerySpec;
import dev.orgtable.dynamodb.Reads;
import dev.orgtable.dynamodb.Table;
import dev.orgtable.dynamodb.Transaction;
import dev.orgtable.event.EventLog;
import dev.orgtable.internal.Context;
import dev.orgtable.internal.NewNames;
import dev.orgtable.internal.OrganisationLimit;
import dev.orgtable.internal.OrganisationPartition;
import dev.orgtable.internal.Partition;
import dev.orgtable.internal.RecordTypes;
import dev.orgtable.internal.UserPartition;
import dev.orgtable.internal.Version0;
import dev.orgtable.internal.record.Directory;
import dev.orgtable.internal.record.JobRecord;
import dev.orgtable.internal.record.Layout;
import dev.orgtable.internal.record.OrganisationGroupMemberRecord;
import dev.orgtable.internal.record.OrganisationInvitationRecord;
import dev.orgtable.internal.record.OrganisationRecord;
import dev.orgtable.internal.record.OrganisationServiceRecord;
import dev.orgtable.internal.record.Revisions;
import dev.orgtable.internal.record.Sides;
import dev.orgtable.internal.record.Suspension;
import dev.orgtable.internal.record.Tombstones;
import dev.orgtable.internal.record.UserRecord;
import dev.orgtable.job.Worker;
import dev.orgtable.limit.Seats;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** The operations on organisations. */
public final class OrganisationStore {

  private final Context context;

  OrganisationStore(Context context) {
    this.context = context;
  }

  /**
   * Creates an organisation with a new id. Its owner becomes a member in the group {@code owner}.
   *
   * @param name 1 to 200 code points; need not be unique
   * @throws UserNotFound if the owner is not a user
   * @throws OrganisationLimitReached if the owner may be in no further organisation
   */
  public Organisation create(String name, EmailAddress owner) {
    return create(OrganisationId.random(), name, owner, reads -> {});
  }

  /**
   * Creates an organisation with a given id, for example in an import. Costs 2 read units more than
   * one with a new id, if the table keeps events: for the organisation, and for the last event of
   * one that had this id.
   *
   * @throws OrganisationAlreadyExists if an organisation with this id exists
   * @throws UserNotFound if the owner is not a user
   * @throws OrganisationLimitReached if the owner may be in no further organisation
   * @throws InvalidInput if the name breaks a rule, or the id is {@code .} or {@code ..}, which
   *     cannot be a path segment of a URL
   * @throws UpgradeRequired if the organisation does not exist, but a membership record of the
   *     owner in it does
   */
  public Organisation create(OrganisationId id, String name, EmailAddress owner) {
    NewNames.check("organisation", id.value());
    return create(id, name, owner, reads -> follow(reads, id));
  }

  /** Follows the log of an organisation that had this id, and refuses one that is there. */
  private void follow(Reads reads, OrganisationId id) {
    if (!context.journal().keepsEvents()) {
      return;
    }
    Optional<Item> present = reads.get(OrganisationRecord.key(id), Consistency.STRONG);
    if (present.isPresent()) {
      throw OrganisationCopies.taken(id).given(present.get());
    }
    context.journal().follow(reads, new EventLog.OfOrganisation(id));
  }

  private Organisation create(
      OrganisationId id, String name, EmailAddress owner, Consumer<Reads> first) {
    Instant now = context.now();
    Organisation organisation = new Organisation(id, name, now, Revisions.first());
    return context.run(
        "organisations.create",
        reads -> {
          UserRecord user = UserPartition.source(reads, owner);
          OrganisationLimit.check(reads, List.of(user), id);
          first.accept(reads);
          return Decision.commit(OrganisationCopies.create(organisation, user, now), organisation);
        });
  }

  /**
   * Returns an organisation. Costs 1 read unit.
   *
   * @throws OrganisationNotFound if the organisation does not exist
   */
  public Organisation get(OrganisationId organisation) {
    return context.observe(
        "organisations.get", table -> OrganisationRecord.read(table, organisation).organisation());
  }

  /**
   * Returns the numbers of members and invitations, and their limit. Costs 1 read unit.
   *
   * @throws OrganisationNotFound if the organisation does not exist
   */
  public Seats seats(OrganisationId organisation) {
    return context.observe(
        "organisations.seats",
        table -> OrganisationRecord.read(table, organisation).sides().seen());
  }

  /**
   * Limits an organisation's members and invitations together. At the limit, members can be added
   * and users invited only in the place of expired invitations; whatever runs at the same time, the
   * limit is exact. An invitation can always be accepted. A lower limit removes nobody.
   *
   * @param most 1 to 1,000,000
   * @throws OrganisationNotFound if the organisation does not exist
   * @throws InvalidInput if the limit is out of range
   */
  public void limitSeats(OrganisationId organisation, long most) {
    Optional<Long> limit = Optional.of(Sides.checkLimit(most));
    context.run("organisations.limitSeats", reads -> Room.limit(reads, organisation, limit));
  }

  /**
   * Removes the limit of an organisation's members and invitations, if there is one.
   *
   * @throws OrganisationNotFound if the organisation does not exist
   */
  public void removeSeatLimit(OrganisationId organisation) {
    context.run(
        "organisations.removeSeatLimit",
        reads -> Room.limit(reads, organisation, Optional.empty()));
  }

  /**
   * Renames an organisation. Up to 98 members and invitations get the new name in the same
   * transaction; in a larger organisation, a job copies it to them: see {@link Worker}.
   *
   * @return the organisation as stored; nothing is written if it already has this name
   * @throws OrganisationNotFound if the organisation does not exist
   */
  public Outcome<Organisation> rename(OrganisationId organisation, String name) {
    return rename(organisation, name, Expected.ANYTHING);
  }

  /**
   * Renames an organisation unless it has changed since it was read; see {@link
   * #rename(OrganisationId, String)}.
   *
   * @param seen the organisation as read
   * @throws Stale if the organisation has changed since
   * @throws OrganisationNotFound if the organisation no longer exists
   */
  public Outcome<Organisation> rename(Organisation seen, String name) {
    return rename(seen.id(), name, Expected.revision(seen.revision()));
  }

  /**
   * Renames an organisation on a precondition; see {@link #rename(OrganisationId, String)}.
   *
   * @throws Stale if the precondition fails
   * @throws OrganisationNotFound if the organisation does not exist
   */
  public Outcome<Organisation> rename(OrganisationId id, String newName, Expected expected) {
    String name = Text.name("name", newName);
    return context.run(
        "organisations.rename",
        reads -> {
          OrganisationRecord source = OrganisationRecord.read(reads, id);
          Organisation present = source.organisation();
          require(expected, present);
          Organisation next =
              new Organisation(
                  id, name, present.createdAt(), present.revision() + 1, present.suspendedAt());
          if (next.name().equals(present.name())) {
            return Decision.unchanged(Outcome.unchanged(present));
          }
          Optional<Transaction> whole =
              OrganisationPartition.gather(reads, id)
                  .map(found -> OrganisationCopies.rename(source, found, next))
                  .filter(reads::fits);
          if (whole.isPresent()) {
            return Decision.commit(whole.get(), Outcome.updated(next));
          }
          JobRecord job = job(Job.Kind.RENAME_ORGANISATION, source);
          return Decision.commit(
              OrganisationCopies.beginRename(source, next, job), Outcome.begun(next, job.id()));
        });
  }

  /**
   * Suspends an organisation: from the moment this returns, every check about its members says no,
   * and no invitation to it can be accepted. Nothing is lost: members, groups, services and
   * invitations stay, and callers with the right to do so can change them.
   *
   * <p>Up to 98 members are marked in the same transaction. For a larger organisation, this
   * transaction tells every reader that all of them are suspended, and a job marks them: see {@link
   * Worker}. At most 8 such jobs are open at once; a ninth suspension waits for one of them.
   *
   * @return the organisation as stored; nothing is written if it is suspended already
   * @throws OrganisationNotFound if the organisation does not exist
   */
  public Outcome<Organisation> suspend(OrganisationId organisation) {
    return context.run("organisations.suspend", reads -> suspension(reads, organisation, true));
  }

  /**
   * Reactivates a suspended organisation. Up to 98 members are active from the moment this returns;
   * in a larger organisation, a job reactivates them, each when it writes the member's record: see
   * {@link Worker}. A member who is suspended stays so.
   *
   * @return the organisation as stored; nothing is written if it is active
   * @throws OrganisationNotFound if the organisation does not exist
   */
  public Outcome<Organisation> reactivate(OrganisationId organisation) {
    return context.run("organisations.reactivate", reads -> suspension(reads, organisation, false));
  }

  private Decision<Outcome<Organisation>> suspension(
      Reads reads, OrganisationId id, boolean suspend) {
    OrganisationRecord source = OrganisationRecord.read(reads, id);
    Organisation present = source.organisation();
    if (source.suspension().isSuspended() == suspend) {
      return Decision.unchanged(Outcome.unchanged(present));
    }
    Suspension next = source.suspension().next(context.now());
    Organisation changed =
        new Organisation(
            id, present.name(), present.createdAt(), present.revision() + 1, next.since());
    Optional<Transaction> whole =
        OrganisationPartition.gather(reads, id)
            .map(found -> OrganisationCopies.suspension(source, found, next))
            .filter(reads::fits);
    if (whole.isPresent()) {
      return Decision.commit(whole.get(), Outcome.updated(changed));
    }
    JobRecord job =
        job(suspend ? Job.Kind.SUSPEND_ORGANISATION : Job.Kind.REACTIVATE_ORGANISATION, source);
    return Decision.commit(
        OrganisationCopies.beginSuspension(source, next.markedBy(job.id()), job),
        Outcome.begun(changed, job.id()));
  }

  private static void require(Expected expected, Organisation present) {
    if (!expected.admits(OptionalLong.of(present.revision()))) {
      throw new Stale("organisation " + present.id());
    }
  }

  /**
   * Returns an organisation with members, groups, services and open invitations, read by one query.
   * Not a snapshot: concurrent changes may be seen in part.
   *
   * @throws OrganisationNotFound if the organisation does not exist
   * @throws TooLarge if the partition has more pages than {@link Settings#detailsPages}
   */
  public OrganisationDetails details(OrganisationId organisation) {
    return context.observe("organisations.details", table -> details(table, organisation));
  }

  private OrganisationDetails details(Table table, OrganisationId organisation) {
    Tombstones tombstones = Tombstones.read(table, Consistency.STRONG);
    List<Item> items =
        tombstones.live(
            Partition.whole(
                table,
                OrganisationRecord.key(organisation).id(),
                context.limits().detailsPages(),
                "read the pages of members, services and invitations"));
    OrganisationRecord record =
        RecordTypes.find(items, OrganisationRecord.key(organisation))
            .flatMap(OrganisationRecord::from)
            .orElseThrow(() -> new OrganisationNotFound(organisation));
    List<Item> members =
        items.stream().filter(item -> Layout.is(item, OrganisationGroupMemberRecord.TYP)).toList();
    Instant now = context.now();
    return new OrganisationDetails(
        record.organisation(),
        Version0.members(table, members, Consistency.STRONG).stream()
            .flatMap(item -> OrganisationGroupMemberRecord.member(item).stream())
            .toList(),
        items.stream()
            .flatMap(item -> OrganisationServiceRecord.from(item).stream())
            .map(OrganisationServiceRecord::service)
            .toList(),
        items.stream()
            .<Invitation>flatMap(item -> OrganisationInvitationRecord.from(item).stream())
            .filter(invitation -> !invitation.isExpiredAt(now))
            .toList());
  }

  /**
   * Deletes an organisation with all members, invitations and services. If this takes more than 100
   * writes (2 per member or invitation, 1 per service, 1 for itself, 1 for the event), one
   * transaction makes all of it invisible, and a job removes the records: see {@link Worker}. Until
   * the job is done, no organisation can be created with this id.
   *
   * @return the job, if one is needed
   * @throws OrganisationNotFound if the organisation does not exist
   */
  public Optional<JobId> delete(OrganisationId organisation) {
    return delete(organisation, Expected.ANYTHING);
  }

  /**
   * Deletes an organisation on a precondition; see {@link #delete(OrganisationId)}.
   *
   * @throws OrganisationNotFound if the organisation does not exist
   * @throws Stale if the precondition fails
   */
  public Optional<JobId> delete(OrganisationId organisation, Expected expected) {
    return context.run(
        "organisations.delete",
        reads -> {
          OrganisationRecord source = OrganisationRecord.read(reads, organisation);
          require(expected, source.organisation());
          Optional<Transaction> whole =
              OrganisationPartition.gather(reads, organisation)
                  .map(found -> OrganisationCopies.delete(source, found))
                  .filter(reads::fits);
          if (whole.isPresent()) {
            return Decision.commit(whole.get(), Optional.empty());
          }
          JobRecord job = job(Job.Kind.DELETE_ORGANISATION, source);
          return Decision.commit(
              OrganisationCopies.beginDelete(source, job), Optional.of(job.id()));
        });
  }

  private JobRecord job(Job.Kind kind, OrganisationRecord source) {
    Key key = OrganisationRecord.key(source.organisation().id());
    return context.job(kind, key, source.estimatedCopies());
  }

  /**
   * Returns a page of the organisations whose names start with a prefix, ordered by name; of all
   * organisations if the prefix is empty. The prefix is trimmed; case and compatibility forms are
   * ignored, accents are not. Eventually consistent, as every global secondary index (Amazon
   * DynamoDB, Developer Guide, global secondary indexes): recent changes may be missing at first.
   */
  public Page<Organisation> search(String prefix, PageRequest page) {
    String asked = Text.trim(prefix);
    return context.observe(
        "organisations.search",
        table ->
            CursorPages.page(
                table,
                "organisations",
                QuerySpec.of(Directory.INDEX, Directory.ORGANISATIONS, Directory.fold(asked)),
                page,
                items ->
                    items.stream()
                        .filter(item -> Directory.startsWith(item.text("organisationName"), asked))
                        .flatMap(item -> OrganisationRecord.from(item).stream())
                        .map(OrganisationRecord::organisation)
                        .toList()));
  }
}
