package dev.orgtable.server.group;

import dev.orgtable.Expected;
import dev.orgtable.GroupName;
import dev.orgtable.InvalidInput;
import dev.orgtable.OrganisationId;
import dev.orgtable.OrgtableException.GroupNotFound;
import dev.orgtable.OrgtableException.OrganisationNotFound;
import dev.orgtable.Page;
import dev.orgtable.PageRequest;
import dev.orgtable.facts.ExternalId;
import dev.orgtable.role.GroupDetails;
import dev.orgtable.role.OrganisationGroup;
import dev.orgtable.server.caller.Caller;
import dev.orgtable.server.idempotency.Call;
import dev.orgtable.server.idempotency.Idempotency;
import dev.orgtable.server.problem.Input;
import dev.orgtable.server.web.JobResponse;
import dev.orgtable.server.web.PageBody;
import dev.orgtable.server.web.Paths;
import dev.orgtable.server.web.Preconditions;
import dev.orgtable.server.web.Query;
import dev.orgtable.server.web.Resource;
import dev.orgtable.store.Orgtable;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The groups of an organisation that have a record. */
@RestController
final class GroupController {

  private static final String GROUPS = "/v1/organisations/{organisation}/groups";
  private static final String GROUP = GROUPS + "/{group}";
  private static final Resource<OrganisationGroup, OrganisationGroupBody> RESOURCE =
      new Resource<>(
          group -> "group " + group.name(),
          OrganisationGroup::revision,
          group -> Paths.below(group.organisation(), "groups", group.name().value()),
          OrganisationGroupBody::of);

  private final Orgtable orgtable;
  private final Idempotency idempotency;

  GroupController(Orgtable orgtable, Idempotency idempotency) {
    this.orgtable = orgtable;
    this.idempotency = idempotency;
  }

  @Operation(
      summary = "List the groups of an organisation that have a record, or find one by external id")
  @GetMapping(GROUPS)
  PageBody<OrganisationGroupBody> listGroups(
      @PathVariable String organisation,
      @RequestParam(required = false) @Nullable String externalId,
      PageRequest page) {
    OrganisationId owner = Input.organisation(organisation);
    Optional<ExternalId> id = Input.optional("externalId", externalId, ExternalId::of);
    if (id.isPresent()) {
      Query.requireAlone("externalId", "", page);
      List<OrganisationGroup> found = orgtable.groups().find(owner, id.get()).stream().toList();
      return PageBody.of(new Page<>(found, Optional.empty()), OrganisationGroupBody::of);
    }
    return PageBody.of(orgtable.groups().list(owner, page), OrganisationGroupBody::of);
  }

  @Operation(summary = "Create a group of an organisation")
  @PostMapping(GROUPS)
  ResponseEntity<OrganisationGroupBody> createGroup(
      @PathVariable String organisation,
      @RequestBody NewGroupBody body,
      Caller caller,
      HttpServletRequest request) {
    OrganisationId owner = Input.organisation(organisation);
    GroupName name = Input.required("name", body.name(), GroupName::of);
    GroupDetails details =
        details(body.label(), body.description(), body.externalId(), body.roles());
    return idempotency.answer(
        new Call(request, caller, body),
        to -> ofName(() -> to.groups().create(owner, name, details)),
        RESOURCE::created,
        OrganisationGroupBody.class);
  }

  @Operation(summary = "Get a group of an organisation")
  @GetMapping(GROUP)
  ResponseEntity<OrganisationGroupBody> getGroup(
      @PathVariable String organisation, @PathVariable String group, Preconditions preconditions) {
    return RESOURCE.read(
        orgtable.groups().get(Input.organisation(organisation), name(group)), preconditions);
  }

  @Operation(
      summary = "Create a group of an organisation, or replace its details",
      description = "An omitted field is emptied. Members stay in the group.")
  @PutMapping(GROUP)
  ResponseEntity<OrganisationGroupBody> putGroup(
      @PathVariable String organisation,
      @PathVariable String group,
      Preconditions preconditions,
      @RequestBody GroupDetailsBody body) {
    GroupDetails details =
        details(body.label(), body.description(), body.externalId(), body.roles());
    return RESOURCE.stored(
        orgtable
            .groups()
            .put(Input.organisation(organisation), name(group), details, preconditions));
  }

  @Operation(
      summary = "Rename a group, with all members in it",
      description =
          "202 if a job completes it. Until then, a check by group has each member under the old or"
              + " the new name; permissions stay. Nobody can be added to the old name.")
  @PostMapping(GROUP + "/rename")
  ResponseEntity<OrganisationGroupBody> renameGroup(
      @PathVariable String organisation,
      @PathVariable String group,
      @RequestBody RenameBody body,
      Caller caller,
      HttpServletRequest request) {
    OrganisationId owner = Input.organisation(organisation);
    GroupName from = name(group);
    GroupName to = Input.required("name", body.name(), GroupName::of);
    return idempotency.answer(
        new Call(request, caller, body),
        store -> ofName(() -> caller.on(store).groups().rename(owner, from, to, Expected.ANYTHING)),
        RESOURCE::changed,
        OrganisationGroupBody.class);
  }

  @Operation(summary = "Delete a group, and remove all members from it")
  @DeleteMapping(GROUP)
  ResponseEntity<Void> deleteGroup(
      @PathVariable String organisation,
      @PathVariable String group,
      Preconditions preconditions,
      Caller caller) {
    try {
      return JobResponse.of(
          caller
              .on(orgtable)
              .groups()
              .delete(Input.organisation(organisation), name(group), preconditions));
    } catch (GroupNotFound | OrganisationNotFound e) {
      return ResponseEntity.noContent().build();
    }
  }

  /** Names the field of the body where the library refuses the name of a group. */
  private static <T> T ofName(Supplier<T> operation) {
    try {
      return operation.get();
    } catch (InvalidInput e) {
      throw e.field().equals("group") ? e.as("name") : e;
    }
  }

  private static GroupName name(String given) {
    return Input.required("group", given, GroupName::of);
  }

  private static GroupDetails details(
      @Nullable String label,
      @Nullable String description,
      @Nullable String externalId,
      @Nullable List<String> roles) {
    List<String> named = Objects.requireNonNullElse(roles, List.of());
    List<GroupName> names = new ArrayList<>();
    for (int i = 0; i < named.size(); i++) {
      names.add(Input.required("roles." + i, named.get(i), GroupName::of));
    }
    return new GroupDetails(
        Objects.requireNonNullElse(label, ""),
        Objects.requireNonNullElse(description, ""),
        Input.optional("externalId", externalId, ExternalId::of).orElse(null),
        names);
  }

  /**
   * A group to create.
   *
   * @param name its name, unique in the organisation
   * @param label what people read instead of the name; may be empty
   * @param description what the group is for; may be empty
   * @param externalId the id in another system, unique in the organisation; none if omitted
   * @param roles the roles of the application that it stands for
   */
  record NewGroupBody(
      @Nullable String name,
      @Nullable String label,
      @Nullable String description,
      @Nullable String externalId,
      @Nullable List<String> roles) {}

  /**
   * A new name.
   *
   * @param name the name, unique in the organisation
   */
  record RenameBody(@Nullable String name) {}

  /**
   * The details of a group.
   *
   * @param label what people read instead of the name; may be empty
   * @param description what the group is for; may be empty
   * @param externalId the id in another system, unique in the organisation; none if omitted
   * @param roles the roles of the application that it stands for
   */
  record GroupDetailsBody(
      @Nullable String label,
      @Nullable String description,
      @Nullable String externalId,
      @Nullable List<String> roles) {}
}
