package dev.orgtable.server.organisation;

import dev.orgtable.EmailAddress;
import dev.orgtable.Expected;
import dev.orgtable.Organisation;
import dev.orgtable.OrganisationId;
import dev.orgtable.OrgtableException.OrganisationNotFound;
import dev.orgtable.OrgtableException.Stale;
import dev.orgtable.Outcome;
import dev.orgtable.Page;
import dev.orgtable.PageRequest;
import dev.orgtable.facts.ExternalId;
import dev.orgtable.server.caller.Caller;
import dev.orgtable.server.caller.UserNames;
import dev.orgtable.server.idempotency.Call;
import dev.orgtable.server.idempotency.Idempotency;
import dev.orgtable.server.problem.Input;
import dev.orgtable.server.problem.Problem;
import dev.orgtable.server.web.JobResponse;
import dev.orgtable.server.web.MergePatch;
import dev.orgtable.server.web.PageBody;
import dev.orgtable.server.web.Paths;
import dev.orgtable.server.web.Preconditions;
import dev.orgtable.server.web.Query;
import dev.orgtable.server.web.Resource;
import dev.orgtable.store.Orgtable;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Organisations. */
@RestController
final class OrganisationController {

  private static final String ORGANISATIONS = "/v1/organisations";
  private static final String ORGANISATION = ORGANISATIONS + "/{organisation}";
  private static final Resource<Organisation, OrganisationBody> RESOURCE =
      new Resource<>(
          organisation -> "organisation " + organisation.id(),
          Organisation::revision,
          organisation -> Paths.organisation(organisation.id()),
          OrganisationBody::of);

  private final Orgtable orgtable;
  private final Idempotency idempotency;
  private final CreationLimit limit;
  private final UserNames users;

  OrganisationController(
      Orgtable orgtable, Idempotency idempotency, CreationLimit limit, UserNames users) {
    this.orgtable = orgtable;
    this.idempotency = idempotency;
    this.limit = limit;
    this.users = users;
  }

  @Operation(
      summary = "List organisations, or search by a prefix of the name or by the external id")
  @GetMapping(ORGANISATIONS)
  PageBody<OrganisationBody.ListedOrganisationBody> searchOrganisations(
      @RequestParam(defaultValue = "") String prefix,
      @RequestParam(required = false) @Nullable String externalId,
      PageRequest page) {
    Optional<ExternalId> id = Input.optional("externalId", externalId, ExternalId::of);
    if (id.isPresent()) {
      Query.requireAlone("externalId", prefix, page);
      List<Organisation> found = orgtable.facts().findOrganisation(id.get()).stream().toList();
      return PageBody.of(
          new Page<>(found, Optional.empty()), OrganisationBody.ListedOrganisationBody::of);
    }
    return PageBody.of(
        orgtable.organisations().search(prefix, page), OrganisationBody.ListedOrganisationBody::of);
  }

  @Operation(
      summary = "Create an organisation with its owner",
      description =
          "The owner becomes its first member, in the group `owner`. Names need not be unique."
              + " A person becomes the owner, and can create a limited number a day (429).")
  @PostMapping(ORGANISATIONS)
  ResponseEntity<OrganisationBody> createOrganisation(
      @RequestBody NewOrganisationBody body, Caller caller, HttpServletRequest request) {
    String name = Input.text("name", body.name());
    EmailAddress owner =
        Input.optional(
                "owner", body.owner(), named -> users.reader(List.of(named), caller).apply(named))
            .or(caller::person)
            .orElseThrow(() -> Problem.ofField("owner", "owner is required"));
    caller.mustBe(owner);
    return idempotency.answer(
        new Call(request, caller, body),
        limit.counted(caller, to -> to.organisations().create(name, owner)),
        RESOURCE::created,
        OrganisationBody.class);
  }

  @Operation(summary = "Get an organisation")
  @GetMapping(ORGANISATION)
  ResponseEntity<OrganisationBody> getOrganisation(
      @PathVariable String organisation, Preconditions preconditions) {
    return RESOURCE.read(
        orgtable.organisations().get(Input.organisation(organisation)), preconditions);
  }

  @Operation(
      summary = "Rename an organisation",
      description = "Its members and invitees see the new name in their lists, too.")
  @PutMapping(ORGANISATION)
  ResponseEntity<OrganisationBody> putOrganisation(
      @PathVariable String organisation,
      Preconditions preconditions,
      @RequestBody OrganisationChangesBody body,
      Caller caller) {
    return RESOURCE.stored(
        rename(
            Input.organisation(organisation),
            Input.text("name", body.name()),
            preconditions,
            caller));
  }

  @Operation(
      summary = "Change an organisation",
      description = "Its members and invitees see the new name in their lists, too.")
  @MergePatch
  @PatchMapping(ORGANISATION)
  ResponseEntity<OrganisationBody> changeOrganisation(
      @PathVariable String organisation,
      Preconditions preconditions,
      @RequestBody OrganisationChangesBody body,
      Caller caller) {
    OrganisationId id = Input.organisation(organisation);
    Optional<String> name = Optional.ofNullable(body.name());
    return RESOURCE.stored(
        name.map(given -> rename(id, given, preconditions, caller))
            .orElseGet(() -> unchanged(id, preconditions)));
  }

  private Outcome<Organisation> rename(
      OrganisationId id, String name, Expected expected, Caller caller) {
    return caller.on(orgtable).organisations().rename(id, name, expected);
  }

  private Outcome<Organisation> unchanged(OrganisationId id, Expected expected) {
    Organisation present = orgtable.organisations().get(id);
    if (!expected.admits(OptionalLong.of(present.revision()))) {
      throw new Stale("organisation " + id);
    }
    return Outcome.unchanged(present);
  }

  @Operation(
      summary = "Delete an organisation and everything in it",
      description = "From the response on, nobody is a member, and no invitation is open.")
  @DeleteMapping(ORGANISATION)
  ResponseEntity<Void> deleteOrganisation(
      @PathVariable String organisation, Preconditions preconditions, Caller caller) {
    try {
      return JobResponse.of(
          caller
              .on(orgtable)
              .organisations()
              .delete(Input.organisation(organisation), preconditions));
    } catch (OrganisationNotFound e) {
      return ResponseEntity.noContent().build();
    }
  }

  @Operation(
      summary = "Suspend an organisation: checks say no, and nothing is lost",
      description =
          "Every check of its members says no from this request on; a job may still mark them."
              + " API keys change members, groups and services as before, members and owners"
              + " nothing. Suspending it again changes nothing.")
  @PostMapping(ORGANISATION + "/suspend")
  ResponseEntity<OrganisationBody> suspendOrganisation(
      @PathVariable String organisation, Caller caller, HttpServletRequest request) {
    OrganisationId id = Input.organisation(organisation);
    return idempotency.answer(
        new Call(request, caller),
        store -> caller.on(store).organisations().suspend(id),
        RESOURCE::changed,
        OrganisationBody.class);
  }

  @Operation(
      summary = "Reactivate a suspended organisation",
      description =
          "Its members are active as they were, in a large organisation one after the other, by a"
              + " job. Members who are suspended themselves stay so.")
  @PostMapping(ORGANISATION + "/reactivate")
  ResponseEntity<OrganisationBody> reactivateOrganisation(
      @PathVariable String organisation, Caller caller, HttpServletRequest request) {
    OrganisationId id = Input.organisation(organisation);
    return idempotency.answer(
        new Call(request, caller),
        store -> caller.on(store).organisations().reactivate(id),
        RESOURCE::changed,
        OrganisationBody.class);
  }

  @Operation(
      summary = "Get an organisation with its members, groups and services",
      description =
          "Everything in one response; if it has too many records (`too_large`), use the lists.")
  @GetMapping(ORGANISATION + "/details")
  OrganisationDetailsBody getOrganisationDetails(@PathVariable String organisation) {
    return OrganisationDetailsBody.of(
        orgtable.organisations().details(Input.organisation(organisation)));
  }

  @Operation(
      summary = "Transfer ownership atomically",
      description =
          "In one transaction, `to` becomes an owner, and `from` remains a member without being"
              + " an owner.")
  @PostMapping(ORGANISATION + "/owners/transfer")
  ResponseEntity<Void> transferOwnership(
      @PathVariable String organisation,
      @RequestBody TransferBody body,
      Caller caller,
      HttpServletRequest request) {
    OrganisationId id = Input.organisation(organisation);
    EmailAddress from = member("from", body.from(), caller, id);
    EmailAddress to = member("to", body.to(), caller, id);
    return idempotency.answer(
        new Call(request, caller, body),
        store -> store.memberships().transferOwnership(id, from, to));
  }

  private EmailAddress member(
      String field, @Nullable String name, Caller caller, OrganisationId organisation) {
    return Input.required(field, name, given -> users.readMember(given, caller, organisation));
  }

  /**
   * An organisation to create.
   *
   * @param name 1 to 200 characters; need not be unique
   * @param owner the address or id of a user; optional for a person, who becomes the owner
   */
  record NewOrganisationBody(@Nullable String name, @Nullable String owner) {}

  /**
   * Changes of an organisation.
   *
   * @param name 1 to 200 characters
   */
  record OrganisationChangesBody(@Nullable String name) {}

  /**
   * A transfer of ownership.
   *
   * @param from the address or id of an owner, who remains a member
   * @param to the address or id of another member
   */
  record TransferBody(@Nullable String from, @Nullable String to) {}
}
