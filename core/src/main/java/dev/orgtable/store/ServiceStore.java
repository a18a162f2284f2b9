package dev.orgtable.store;

import dev.orgtable.Expected;
import dev.orgtable.InvalidInput;
import dev.orgtable.Job;
import dev.orgtable.JobId;
import dev.orgtable.OrganisationId;
import dev.orgtable.OrgtableException.OrganisationNotFound;
import dev.orgtable.OrgtableException.ServiceAlreadyExists;
import dev.orgtable.OrgtableException.ServiceNotFound;
import dev.orgtable.OrgtableException.Stale;
import dev.orgtable.Outcome;
import dev.orgtable.Page;
import dev.orgtable.PageRequest;
import dev.orgtable.Service;
import dev.orgtable.ServiceId;
import dev.orgtable.dynamodb.Change;
import dev.orgtable.dynamodb.Condition;
import dev.orgtable.dynamodb.ConflictException;
import dev.orgtable.dynamodb.Consistency;
import dev.orgtable.dynamodb.Decision;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.Key;
import dev.orgtable.dynamodb.Reads;
import dev.orgtable.dynamodb.Refusal;
import dev.orgtable.dynamodb.Transaction;
import dev.orgtable.event.Details;
import dev.orgtable.event.EventType;
import dev.orgtable.internal.Context;
import dev.orgtable.internal.LiveRecords;
import dev.orgtable.internal.NewNames;
import dev.orgtable.internal.OrganisationPartition;
import dev.orgtable.internal.event.Draft;
import dev.orgtable.internal.record.ChildVersion;
import dev.orgtable.internal.record.Conditions;
import dev.orgtable.internal.record.JobRecord;
import dev.orgtable.internal.record.Keys;
import dev.orgtable.internal.record.OrganisationRecord;
import dev.orgtable.internal.record.OrganisationServiceRecord;
import dev.orgtable.internal.record.Refusals;
import dev.orgtable.internal.record.Revisions;
import dev.orgtable.job.Worker;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** The operations on the services of organisations. */
public final class ServiceStore {

  private final Context context;

  ServiceStore(Context context) {
    this.context = context;
  }

  /**
   * Creates a service with a new id.
   *
   * @throws OrganisationNotFound if the organisation does not exist
   */
  public Service create(OrganisationId organisation, String name) {
    return create(new Service(organisation, ServiceId.random(), name, 0));
  }

  /**
   * Creates a service with a given id.
   *
   * @param service the service; its revision is ignored
   * @return the service as stored, with its first revision, a random number
   * @throws OrganisationNotFound if the organisation does not exist
   * @throws ServiceAlreadyExists if the organisation already has a service with this id
   * @throws InvalidInput if the id is {@code .} or {@code ..}, which cannot be a path segment of a
   *     URL
   */
  public Service create(Service service) {
    Service first = first(service);
    Refusal taken =
        Refusals.occupied(found -> new ServiceAlreadyExists(service.organisation(), service.id()));
    return context.run("services.create", reads -> Decision.commit(create(first, taken), first));
  }

  private static Service first(Service service) {
    NewNames.check("service", service.id().value());
    return new Service(service.organisation(), service.id(), service.name(), Revisions.first());
  }

  private static Transaction create(Service first, Refusal taken) {
    OrganisationId organisation = first.organisation();
    return new Transaction()
        .create(new OrganisationServiceRecord(first, ChildVersion.start()).item(), taken)
        .update(
            OrganisationRecord.key(organisation),
            ChildVersion.increment(),
            Conditions.live(),
            Refusals.missing(() -> new OrganisationNotFound(organisation)))
        .emit(
            Draft.of(
                organisation,
                EventType.SERVICE_CREATED,
                Details.NONE.in(first.id()).changing("name", null, first.name())));
  }

  /**
   * Creates a service, or renames an existing one. Writes nothing if it already has this name.
   *
   * @param service the service; its revision is ignored
   * @return the service as stored
   * @throws OrganisationNotFound if the organisation does not exist
   * @throws InvalidInput if a new one has the id {@code .} or {@code ..}
   */
  public Outcome<Service> put(Service service) {
    return put(service, Expected.ANYTHING);
  }

  /**
   * Creates or renames a service on a precondition; see {@link #put(Service)}.
   *
   * @param service the service; its revision is ignored
   * @param expected the precondition; must admit absence for a service to be created
   * @throws OrganisationNotFound if the organisation does not exist
   * @throws ServiceNotFound if the service does not exist, and one was expected
   * @throws Stale if the precondition fails for an existing service
   */
  public Outcome<Service> put(Service service, Expected expected) {
    return context.run(
        "services.put",
        reads -> {
          Optional<Service> present =
              find(reads, service.organisation(), service.id())
                  .map(OrganisationServiceRecord::service);
          if (present.isPresent()) {
            require(expected, present.get());
            return renameOrRetry(present.get(), service.name());
          }
          if (!expected.admits(OptionalLong.empty())) {
            throw new ServiceNotFound(service.organisation(), service.id());
          }
          return createOrRetry(service);
        });
  }

  private static Decision<Outcome<Service>> renameOrRetry(Service present, String name) {
    if (present.name().equals(name)) {
      return Decision.unchanged(Outcome.unchanged(present));
    }
    Service next = renamed(present, name);
    return Decision.commit(rename(present, next), Outcome.updated(next));
  }

  private static Decision<Outcome<Service>> createOrRetry(Service service) {
    Service first = first(service);
    return Decision.commit(
        create(first, Refusals.occupied(found -> new ConflictException())), Outcome.created(first));
  }

  private static void require(Expected expected, Service present) {
    if (!expected.admits(OptionalLong.of(present.revision()))) {
      throw new Stale("service " + present.id());
    }
  }

  /**
   * Renames a service unless it has changed since it was read. Writes nothing if it already has
   * this name. Costs 2 read units and 4 write units.
   *
   * @param service the service with its new name and the revision read
   * @return the service as stored, with the next revision if it was written
   * @throws ServiceNotFound if the service does not exist
   * @throws Stale if the service has changed since
   */
  public Service update(Service service) {
    Expected expected = Expected.revision(service.revision());
    return context
        .run(
            "services.update",
            reads -> {
              Service present =
                  find(reads, service.organisation(), service.id())
                      .map(OrganisationServiceRecord::service)
                      .orElseThrow(() -> new ServiceNotFound(service.organisation(), service.id()));
              require(expected, present);
              return renameOrRetry(present, service.name());
            })
        .value();
  }

  private static Service renamed(Service seen, String name) {
    return new Service(seen.organisation(), seen.id(), name, seen.revision() + 1);
  }

  private static Transaction rename(Service seen, Service next) {
    return new Transaction()
        .update(
            OrganisationServiceRecord.key(seen.organisation(), seen.id()),
            new Change().set("serviceName", next.name()).set(Revisions.ATTRIBUTE, next.revision()),
            Conditions.live().equal(Revisions.ATTRIBUTE, seen.revision()),
            Refusals.changed())
        .emit(
            Draft.of(
                seen.organisation(),
                EventType.SERVICE_RENAMED,
                Details.NONE.in(seen.id()).changing("name", seen.name(), next.name())));
  }

  /**
   * Returns a service. Costs 2 read units.
   *
   * @throws ServiceNotFound if the service does not exist
   */
  public Service get(OrganisationId organisation, ServiceId service) {
    return context.observe(
        "services.get",
        table ->
            find(table, organisation, service)
                .map(OrganisationServiceRecord::service)
                .orElseThrow(() -> new ServiceNotFound(organisation, service)));
  }

  private static Optional<OrganisationServiceRecord> find(
      Reads reads, OrganisationId organisation, ServiceId service) {
    Key key = OrganisationServiceRecord.key(organisation, service);
    return LiveRecords.getAll(reads, List.of(key), Consistency.STRONG).values().stream()
        .findFirst()
        .flatMap(OrganisationServiceRecord::from);
  }

  /**
   * Returns a page of an organisation's services.
   *
   * @throws OrganisationNotFound if the page is empty and the organisation does not exist
   */
  public Page<Service> list(OrganisationId organisation, PageRequest page) {
    return context.observe(
        "services.list",
        table ->
            CursorPages.ofOrganisation(
                table,
                "services",
                organisation,
                Keys.SERVICES,
                page,
                items ->
                    items.stream()
                        .flatMap(item -> OrganisationServiceRecord.from(item).stream())
                        .map(OrganisationServiceRecord::service)
                        .toList()));
  }

  /**
   * Deletes a service and removes its groups from all members and open invitations: in one
   * transaction if at most 97 have any and the organisation has at most 400 records. Otherwise one
   * transaction makes the groups ineffective, and a job removes them: see {@link Worker}. Until the
   * job is done, no service can be created with this id.
   *
   * @return the job, if one is needed
   * @throws ServiceNotFound if the service does not exist
   */
  public Optional<JobId> delete(OrganisationId organisation, ServiceId service) {
    return delete(organisation, service, Expected.ANYTHING);
  }

  /**
   * Deletes a service on a precondition; see {@link #delete(OrganisationId, ServiceId)}.
   *
   * @throws ServiceNotFound if the service does not exist
   * @throws Stale if the precondition fails
   */
  public Optional<JobId> delete(OrganisationId organisation, ServiceId service, Expected expected) {
    return context.run(
        "services.delete",
        reads -> {
          Key key = OrganisationServiceRecord.key(organisation, service);
          Key ownerKey = OrganisationRecord.key(organisation);
          Map<Key, Item> found = reads.getAll(List.of(key, ownerKey), Consistency.STRONG);
          OrganisationServiceRecord source =
              Optional.ofNullable(found.get(key))
                  .flatMap(OrganisationServiceRecord::from)
                  .orElseThrow(() -> new ServiceNotFound(organisation, service));
          OrganisationRecord owner =
              Optional.ofNullable(found.get(ownerKey))
                  .flatMap(OrganisationRecord::from)
                  .orElseThrow(() -> new ServiceNotFound(organisation, service));
          require(expected, source.service());
          Optional<Transaction> whole =
              OrganisationPartition.gather(reads, organisation)
                  .map(all -> OrganisationCopies.deleteService(source, owner, all))
                  .filter(reads::fits);
          if (whole.isPresent()) {
            return Decision.commit(whole.get(), Optional.empty());
          }
          JobRecord job =
              context.job(Job.Kind.DELETE_SERVICE, key, ChildVersion.counted(source.additions()));
          Condition same = Conditions.live().equal("revision", source.service().revision());
          return Decision.commit(
              OrganisationCopies.beginDelete(key, same, owner, job)
                  .emit(OrganisationCopies.deleted(source.service())),
              Optional.of(job.id()));
        });
  }
}
