package dev.orgtable.server.service;

import dev.orgtable.OrganisationId;
import dev.orgtable.OrgtableException.OrganisationNotFound;
import dev.orgtable.OrgtableException.ServiceNotFound;
import dev.orgtable.PageRequest;
import dev.orgtable.Service;
import dev.orgtable.ServiceId;
import dev.orgtable.server.caller.Caller;
import dev.orgtable.server.idempotency.Call;
import dev.orgtable.server.idempotency.Idempotency;
import dev.orgtable.server.problem.Input;
import dev.orgtable.server.web.JobResponse;
import dev.orgtable.server.web.PageBody;
import dev.orgtable.server.web.Paths;
import dev.orgtable.server.web.Preconditions;
import dev.orgtable.server.web.Resource;
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
  private static final Resource<Service, ServiceBody> RESOURCE =
      new Resource<>(
          service -> "service " + service.id(),
          Service::revision,
          service -> Paths.below(service.organisation(), "services", service.id().value()),
          ServiceBody::of);

  private final Orgtable orgtable;
  private final Idempotency idempotency;

  ServiceController(Orgtable orgtable, Idempotency idempotency) {
    this.orgtable = orgtable;
    this.idempotency = idempotency;
  }

  @Operation(summary = "List the services of an organisation")
  @GetMapping(SERVICES)
  PageBody<ServiceBody> listServices(@PathVariable String organisation, PageRequest page) {
    return PageBody.of(
        orgtable.services().list(Input.organisation(organisation), page), ServiceBody::of);
  }

  @Operation(
      summary = "Create a service",
      description = "With a new id; `PUT` creates one with an id of your choice.")
  @PostMapping(SERVICES)
  ResponseEntity<ServiceBody> createService(
      @PathVariable String organisation,
      @RequestBody ServiceNameBody body,
      Caller caller,
      HttpServletRequest request) {
    OrganisationId owner = Input.organisation(organisation);
    String name = Input.text("name", body.name());
    return idempotency.answer(
        new Call(request, caller, body),
        to -> to.services().create(owner, name),
        RESOURCE::created,
        ServiceBody.class);
  }

  @Operation(summary = "Get a service")
  @GetMapping(SERVICE)
  ResponseEntity<ServiceBody> getService(
      @PathVariable String organisation,
      @PathVariable String service,
      Preconditions preconditions) {
    return RESOURCE.read(
        orgtable.services().get(Input.organisation(organisation), Input.service(service)),
        preconditions);
  }

  @Operation(summary = "Create or rename a service")
  @PutMapping(SERVICE)
  ResponseEntity<ServiceBody> putService(
      @PathVariable String organisation,
      @PathVariable String service,
      Preconditions preconditions,
      @RequestBody ServiceNameBody body) {
    OrganisationId owner = Input.organisation(organisation);
    ServiceId id = Input.service(service);
    String name = Input.text("name", body.name());
    return RESOURCE.stored(orgtable.services().put(new Service(owner, id, name, 0), preconditions));
  }

  @Operation(
      summary = "Delete a service and its groups",
      description = "From the response on, nobody is in its groups.")
  @DeleteMapping(SERVICE)
  ResponseEntity<Void> deleteService(
      @PathVariable String organisation,
      @PathVariable String service,
      Preconditions preconditions,
      Caller caller) {
    try {
      return JobResponse.of(
          caller
              .on(orgtable)
              .services()
              .delete(Input.organisation(organisation), Input.service(service), preconditions));
    } catch (ServiceNotFound | OrganisationNotFound e) {
      return ResponseEntity.noContent().build();
    }
  }

  /**
   * A service.
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
   * A service to create or rename.
   *
   * @param name 1 to 200 characters
   */
  record ServiceNameBody(@Nullable String name) {}
}
