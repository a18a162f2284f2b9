package dev.orgtable.internal.record;

import dev.orgtable.OrganisationId;
import dev.orgtable.OrgtableException.ServiceNotFound;
import dev.orgtable.Service;
import dev.orgtable.ServiceId;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.Key;
import dev.orgtable.dynamodb.Transaction;
import java.util.Optional;

/**
 * The record {@code organisationService}: a service of an organisation.
 *
 * @param service the service
 * @param additions see {@link ChildVersion}
 */
public record OrganisationServiceRecord(Service service, long additions) {

  public static final String TYP = "organisationService";

  public static final RecordType TYPE =
      RecordType.of(TYP, Keys.ORGANISATIONS, Keys.SERVICES)
          .owning(
              key ->
                  Keys.organisationOf(key).isPresent()
                      && Keys.serviceAfter(key, Keys.SERVICES).isPresent())
          .placedBy(
              item ->
                  Keys.parse(item, "organisationId", OrganisationId::of)
                      .flatMap(
                          of ->
                              Keys.parse(item, "serviceId", ServiceId::of).map(id -> key(of, id))))
          .checkedBy(OrganisationServiceRecord::check)
          .dependingOn(
              item ->
                  item.number(Revisions.ATTRIBUTE).isPresent()
                      && item.number(ChildVersion.ATTRIBUTE).isPresent())
          .asSource();

  public static Key key(OrganisationId organisation, ServiceId service) {
    return Keys.organisationService(organisation, service);
  }

  private static void check(FieldCheck fields) {
    fields.name("organisationId", Keys.organisationOf(fields.key()));
    fields.name("serviceId", Keys.serviceAfter(fields.key(), Keys.SERVICES));
    fields.text("serviceName", false);
    if (fields.isCurrent()) {
      fields.number(Revisions.ATTRIBUTE);
      fields.number(ChildVersion.ATTRIBUTE);
    }
  }

  public Item item() {
    return Layout.item(key(service.organisation(), service.id()), TYP)
        .with("organisationId", service.organisation().value())
        .with("serviceId", service.id().value())
        .with("serviceName", service.name())
        .with(Revisions.ATTRIBUTE, service.revision())
        .with(ChildVersion.ATTRIBUTE, additions)
        .build();
  }

  /**
   * Counts an assignment of groups in the child versions of their services, on condition that the
   * services exist.
   */
  public static void add(
      Transaction transaction, OrganisationId organisation, Iterable<ServiceId> services) {
    for (ServiceId service : services) {
      transaction.update(
          key(organisation, service),
          ChildVersion.increment(),
          Conditions.live(),
          Refusals.missing(() -> new ServiceNotFound(organisation, service)));
    }
  }

  public static Optional<OrganisationServiceRecord> from(Item item) {
    if (!Layout.is(item, TYP)) {
      return Optional.empty();
    }
    return Keys.organisationOf(item.key())
        .flatMap(
            organisation ->
                Keys.serviceAfter(item.key(), Keys.SERVICES)
                    .map(id -> from(organisation, id, item)));
  }

  private static OrganisationServiceRecord from(
      OrganisationId organisation, ServiceId id, Item item) {
    String name = Fields.readable(item.text("serviceName"), false, id.value());
    return new OrganisationServiceRecord(
        new Service(organisation, id, name, item.number(Revisions.ATTRIBUTE).orElse(0L)),
        item.number(ChildVersion.ATTRIBUTE).orElse(0L));
  }
}
