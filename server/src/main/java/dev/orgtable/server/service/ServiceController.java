package dev.orgtable.server.service;

import dev.orgtable.OrganisationId;
import dev.orgtable.OrgtableException.OrganisationNotFound;
import dev.orgtable.OrgtableException.ServiceNotFound;
import dev.orgtable.Outcome;
import dev.orgtable.PageRequest;
import dev.orgtable.Service;
import dev.orgtable.ServiceId;
import dev.orgtable.server.caller.Caller;
import dev.orgtable.server.problem.Input;
import dev.orgtable.server.web.ETags;
import dev.orgtable.server.web.Idempotency;
import dev.orgtable.server.web.Idempotency.Reply;
import dev.orgtable.server.web.LongWork;
import dev.orgtable.server.web.PageBody;
import dev.orgtable.server.web.Paths;
import dev.orgtable.server.web.Preconditions;
import dev.orgtable.store.Orgtable;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** The services of an organisation. */
@RestController
final class ServiceController {

  private static final String SERVICES = "/v1/organisations/{organisation}/services";
  private static final String SERVICE = SERVICES + "/{service}";

  private final Orgtable orgtable;
  private final Idempotency idempotency;

  ServiceController(Orgtable orgtable, Idempotency idempotency) {
    this.orgtable = orgtable;
    this.idempotency = idempotency;
  }

  @Operation(summary = "List the services of an organisation")
  @GetMapping(SERVICES)
  PageBody<ServiceBody> listServices(@PathVariable String organisation, PageRequest page) {
    return PageBody.of(orgtable.services().list(organisation(organisation), page), ServiceBody::of);
  }

  @Operation(summary = "Create a service")
  @PostMapping(SERVICES)
  ResponseEntity<ServiceBody> createService(
      @PathVariable String organisation,
      @RequestBody NameBody body,
      Caller caller,
      HttpServletRequest request) {
    OrganisationId owner = organisation(organisation);
    String name = Input.required("name", body.name(), given -> given);
    return idempotency.answer(
        request,
        caller,
        body,
        to -> to.services().create(owner, name),
        created ->
            Reply.created(
                Paths.below(owner, "services", created.id().value()),
                ETags.of(created.revision()),
                ServiceBody.of(created)),
        ServiceBody.class);
  }

  @Operation(summary = "Get a service")
  @GetMapping(SERVICE)
  ResponseEntity<ServiceBody> getService(
      @PathVariable String organisation,
      @PathVariable String service,
      Preconditions preconditions) {
    Service found = orgtable.services().get(organisation(organisation), service(service));
    return preconditions.answer("service " + found.id(), found.revision(), ServiceBody.of(found));
  }

  @Operation(summary = "Create or rename a service")
  @PutMapping(SERVICE)
  ResponseEntity<ServiceBody> putService(
      @PathVariable String organisation,
      @PathVariable String service,
      Preconditions preconditions,
      @RequestBody NameBody body) {
    OrganisationId owner = organisation(organisation);
    ServiceId id = service(service);
    String name = Input.required("name", body.name(), given -> given);
    Outcome<Service> stored =
        orgtable.services().put(new Service(owner, id, name, 0), preconditions);
    return LongWork.stored(stored, Paths.below(owner, "services", id.value()))
        .eTag(ETags.of(stored.value().revision()))
        .body(ServiceBody.of(stored.value()));
  }

  @Operation(summary = "Delete a service, with its groups")
  @DeleteMapping(SERVICE)
  ResponseEntity<Void> deleteService(
      @PathVariable String organisation,
      @PathVariable String service,
      Preconditions preconditions,
      Caller caller) {
    try {
      return LongWork.deleted(
          caller
              .on(orgtable)
              .services()
              .delete(organisation(organisation), service(service), preconditions));
    } catch (ServiceNotFound | OrganisationNotFound e) {
      return ResponseEntity.noContent().build();
    }
  }

  private static OrganisationId organisation(String id) {
    return Input.required("organisation", id, OrganisationId::of);
  }

  private static ServiceId service(String id) {
    return Input.required("service", id, ServiceId::of);
  }

  /**
   * A service as callers see it.
   *
   * @param id its id, unique in the organisation
   * @param name its name
   */
  record ServiceBody(String id, String name) {

    static ServiceBody of(Service service) {
      return new ServiceBody(service.id().value(), service.name());
    }
  }

  /**
   * A service to store.
   *
   * @param name 1 to 200 characters
   */
  record NameBody(@Nullable String name) {}
}
