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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/** The operations on the services that organisations own. */
public final class ServiceStore {

  private final Connection connection;

  ServiceStore(Connection connection) {
    this.connection = connection;
  }

  /**
   * Creates a service with a new id.
   *
   * @throws OrganisationNotFound if there is no such organisation
   */
  public Service create(OrganisationId organisation, String name) {
    return create(new Service(organisation, ServiceId.random(), name, 0));
  }

  /**
   * Creates a service with an id of the caller's.
   *
   * @param service its revision does not matter
   * @return the service as stored, of its first revision: any number
   * @throws OrganisationNotFound if there is no such organisation
   * @throws ServiceAlreadyExists if it has a service with this id
   * @throws InvalidInput if the id is {@code .} or {@code ..}, which no path can hold
   */
  public Service create(Service service) {
    return create(connection.open(), service, created -> created);
  }

  private static <T> T create(Table table, Service service, Function<Service, T> answer) {
    NewNames.check("service", service.id().value());
    OrganisationId organisation = service.organisation();
    Service first = new Service(organisation, service.id(), service.name(), Revisions.first());
    return table.commit(
        new Transaction()
            .create(
                new OrganisationServiceRecord(first, Additions.start()).item(),
                Refusal.occupied(found -> new ServiceAlreadyExists(organisation, service.id())))
            .update(
                OrganisationRecord.key(organisation),
                Additions.one(),
                Condition.present(),
                Refusal.missing(() -> new OrganisationNotFound(organisation))),
        answer.apply(first));
  }

  /**
   * Creates a service, or renames the one with this id. Writes nothing if it has this name already.
   *
   * @param service its revision does not matter
   * @return the service as stored
   * @throws OrganisationNotFound if there is no such organisation
   * @throws InvalidInput if a new one has the id {@code .} or {@code ..}
   */
  public Outcome<Service> put(Service service) {
    return put(service, Expected.ANYTHING);
  }

  /**
   * Creates a service, or renames the one with this id, if what is there is as expected; see {@link
   * #put(Service)}.
   *
   * @param service its revision does not matter
   * @param expected admits nothing, if a service may be created
   * @throws OrganisationNotFound if there is no such organisation
   * @throws ServiceNotFound if there is no such service, and one was expected
   * @throws Stale if the service that is there is not as expected
   */
  public Outcome<Service> put(Service service, Expected expected) {
    Table table = connection.open();
    return table.settle(
        () -> {
          Optional<Service> present =
              find(table, service.organisation(), service.id())
                  .map(OrganisationServiceRecord::service);
          if (present.isPresent()) {
            mustBe(expected, present.get());
            return renameOrStartAgain(table, present.get(), service.name());
          }
          if (!expected.admits(OptionalLong.empty())) {
            throw new ServiceNotFound(service.organisation(), service.id());
          }
          return createOrStartAgain(table, service);
        });
  }

  private static Outcome<Service> renameOrStartAgain(Table table, Service present, String name) {
    if (present.name().equals(name)) {
      return Outcome.unchanged(present);
    }
    try {
      return rename(table, present, name, Outcome::updated);
    } catch (Stale | ServiceNotFound e) {
      throw new Refusal.Changed(Optional.empty());
    }
  }

  private static Outcome<Service> createOrStartAgain(Table table, Service service) {
    try {
      return create(table, service, Outcome::created);
    } catch (ServiceAlreadyExists e) {
      throw new Refusal.Changed(Optional.empty());
    }
  }

  private static void mustBe(Expected expected, Service present) {
    if (!expected.admits(OptionalLong.of(present.revision()))) {
      throw new Stale("service " + present.id());
    }
  }

  /**
   * Renames a service if it is still as it was read. 1 write unit.
   *
   * @param service of the revision that was read
   * @return the service as stored, of the next revision
   * @throws ServiceNotFound if there is no such service
   * @throws Stale if another revision stands in the table
   */
  public Service update(Service service) {
    return rename(connection.open(), service, service.name(), renamed -> renamed);
  }

  private static <T> T rename(Table table, Service seen, String name, Function<Service, T> answer) {
    Service next = new Service(seen.organisation(), seen.id(), name, seen.revision() + 1);
    return table.commit(
        new Transaction()
            .update(
                OrganisationServiceRecord.key(seen.organisation(), seen.id()),
                new Change().set("serviceName", next.name()).set("revision", next.revision()),
                Condition.present().equal("revision", seen.revision()),
                Refusal.of(
                    () -> new ServiceNotFound(seen.organisation(), seen.id()),
                    found -> new Stale("service " + seen.id()))),
        answer.apply(next));
  }

  /**
   * Returns a service. 2 read units.
   *
   * @throws ServiceNotFound if there is no such service
   */
  public Service get(OrganisationId organisation, ServiceId service) {
    return find(connection.open(), organisation, service)
        .map(OrganisationServiceRecord::service)
        .orElseThrow(() -> new ServiceNotFound(organisation, service));
  }

  private static Optional<OrganisationServiceRecord> find(
      Table table, OrganisationId organisation, ServiceId service) {
    Key key = OrganisationServiceRecord.key(organisation, service);
    return Endings.getAll(table, List.of(key), Consistency.STRONG).values().stream()
        .findFirst()
        .flatMap(OrganisationServiceRecord::from);
  }

  /**
   * Returns a page of an organisation's services.
   *
   * @throws OrganisationNotFound if the page is empty and there is no such organisation
   */
  public Page<Service> list(OrganisationId organisation, PageRequest page) {
    return Lists.ofOrganisation(
        connection.open(),
        "services",
        organisation,
        Key.SERVICES,
        page,
        items ->
            items.stream()
                .flatMap(item -> OrganisationServiceRecord.from(item).stream())
                .map(OrganisationServiceRecord::service)
                .toList());
  }

  /**
   * Deletes a service, and takes every member and every open invitation out of its groups: up to 98
   * of an organisation of up to 400 records in one transaction. Otherwise its groups count for
   * nothing from the transaction on, and are removed by a job: see {@link Worker}. Until that has
   * ended, no service can be created with this id.
   *
   * @return the job, if it takes one
   * @throws ServiceNotFound if there is no such service
   */
  public Optional<JobId> delete(OrganisationId organisation, ServiceId service) {
    return delete(organisation, service, Expected.ANYTHING);
  }

  /**
   * Deletes a service that is as expected; see {@link #delete(OrganisationId, ServiceId)}.
   *
   * @throws ServiceNotFound if there is no such service
   * @throws Stale if the service is not as expected
   */
  public Optional<JobId> delete(OrganisationId organisation, ServiceId service, Expected expected) {
    Table table = connection.open();
    return table.settle(
        () -> {
          Key key = OrganisationServiceRecord.key(organisation, service);
          Key ownerKey = OrganisationRecord.key(organisation);
          Map<Key, Item> found = table.getAll(List.of(key, ownerKey), Consistency.STRONG);
          OrganisationServiceRecord source =
              Optional.ofNullable(found.get(key))
                  .flatMap(OrganisationServiceRecord::from)
                  .orElseThrow(() -> new ServiceNotFound(organisation, service));
          OrganisationRecord owner =
              Optional.ofNullable(found.get(ownerKey))
                  .flatMap(OrganisationRecord::from)
                  .orElseThrow(() -> new ServiceNotFound(organisation, service));
          mustBe(expected, source.service());
          Optional<Transaction> whole =
              OrganisationPartition.gather(table, organisation)
                  .map(all -> OrganisationCopies.deleteService(source, owner, all))
                  .filter(table::fits);
          if (whole.isPresent()) {
            return table.commit(whole.get(), Optional.empty());
          }
          JobRecord job =
              JobRecord.of(
                  Job.Kind.DELETE_SERVICE, key, Additions.counted(source.additions()), connection);
          return table.commit(
              OrganisationCopies.beginSweep(
                  key, source.service().revision(), job.after(owner.moves())),
              Optional.of(job.id()));
        });
  }
}
