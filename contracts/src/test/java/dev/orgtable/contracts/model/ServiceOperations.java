package dev.orgtable.contracts.model;

import static dev.orgtable.contracts.model.Operation.asking;
import static dev.orgtable.contracts.model.Operation.doing;

import dev.orgtable.OrgtableException.OrganisationNotFound;
import dev.orgtable.OrgtableException.ServiceAlreadyExists;
import dev.orgtable.OrgtableException.ServiceNotFound;
import dev.orgtable.OrgtableException.Stale;
import java.util.List;

/** The operations on services. */
final class ServiceOperations {

  static final Operation CREATE =
      asking(
              "create service",
              (on, with) -> on.orgtable().services().create(with.asService()),
              (model, with) -> model.services().create(with.asService()))
          .refusedBy(OrganisationNotFound.class, ServiceAlreadyExists.class);

  static final List<Operation> WRITES =
      List.of(
          CREATE,
          asking(
                  "put service",
                  (on, with) -> on.orgtable().services().put(with.asService()).value(),
                  (model, with) -> model.services().put(with.asService()))
              .refusedBy(OrganisationNotFound.class),
          asking(
                  "update service",
                  (on, with) -> on.update(with.asService()),
                  (model, with) -> model.services().update(with.asService()))
              .refusedBy(ServiceNotFound.class, Stale.class),
          doing(
                  "delete service",
                  (on, with) ->
                      on.orgtable().services().delete(with.organisation(), with.service()),
                  (model, with) -> model.services().delete(with.organisation(), with.service()))
              .refusedBy(ServiceNotFound.class));

  static final List<Operation> READS =
      List.of(
          asking(
                  "get service",
                  (on, with) -> on.orgtable().services().get(with.organisation(), with.service()),
                  (model, with) -> model.service(with.organisation(), with.service()))
              .refusedBy(ServiceNotFound.class),
          asking(
                  "services of organisation",
                  (on, with) ->
                      Pages.all(page -> on.orgtable().services().list(with.organisation(), page)),
                  (model, with) -> model.services().list(with.organisation()))
              .refusedBy(OrganisationNotFound.class));

  private ServiceOperations() {}
}
