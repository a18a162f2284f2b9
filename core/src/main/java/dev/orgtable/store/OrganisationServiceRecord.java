package dev.orgtable.store;

import dev.orgtable.OrganisationId;
import dev.orgtable.OrgtableException.ServiceNotFound;
import dev.orgtable.Service;
import dev.orgtable.ServiceId;
import java.util.Optional;

/**
 * The record {@code organisationService}: a service of an organisation.
 *
 * @param service the service
 * @param additions see {@link Additions}
 */
record OrganisationServiceRecord(Service service, long additions) {

  static final String TYP = "organisationService";

  static Key key(OrganisationId organisation, ServiceId service) {
    return Key.organisationService(organisation, service);
  }

  Item item() {
    return Item.of(key(service.organisation(), service.id()), TYP)
        .with("organisationId", service.organisation().value())
        .with("serviceId", service.id().value())
        .with("serviceName", service.name())
        .with("revision", service.revision())
        .with(Additions.ATTRIBUTE, additions);
  }

  /** Counts that groups of services are given, as long as the services are there. */
  static void add(
      Transaction transaction, OrganisationId organisation, Iterable<ServiceId> services) {
    for (ServiceId service : services) {
      transaction.update(
          key(organisation, service),
          Additions.one(),
          Condition.present(),
          Refusal.missing(() -> new ServiceNotFound(organisation, service)));
    }
  }

  static Optional<OrganisationServiceRecord> from(Item item) {
    if (!item.is(TYP)) {
      return Optional.empty();
    }
    return item.key()
        .organisation()
        .flatMap(
            organisation ->
                item.key().serviceAfter(Key.SERVICES).map(id -> from(organisation, id, item)));
  }

  private static OrganisationServiceRecord from(
      OrganisationId organisation, ServiceId id, Item item) {
    String name = UserRecord.readable(item.text("serviceName"), false, id.value());
    return new OrganisationServiceRecord(
        new Service(organisation, id, name, item.number("revision").orElse(0L)),
        item.number(Additions.ATTRIBUTE).orElse(0L));
  }
}
