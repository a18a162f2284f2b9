package dev.orgtable.server.seats;

import dev.orgtable.server.problem.Input;
import dev.orgtable.server.problem.Problem;
import dev.orgtable.store.FactStore;
import dev.orgtable.store.Orgtable;
import io.swagger.v3.oas.annotations.Operation;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** The limit of the organisations that a user may be a member of. */
@RestController
final class OrganisationLimitController {

  private static final String LIMIT = "/v1/users/{email}/organisation-limit";

  private final FactStore facts;

  OrganisationLimitController(Orgtable orgtable) {
    this.facts = orgtable.facts();
  }

  @Operation(summary = "Get the maximum number of organisations that a user may be a member of")
  @GetMapping(LIMIT)
  OrganisationLimitBody getOrganisationLimit(@PathVariable String email) {
    return OrganisationLimitBody.of(facts.organisationLimit(Input.user(email)));
  }

  @Operation(
      summary = "Limit the organisations that a user may be a member of",
      description =
          "At the limit, adding the user, accepting an invitation and creating an organisation with"
              + " the user as its owner are refused with `organisation_limit_reached`. A limit"
              + " below the present number removes the user from none. It stays when the address"
              + " changes.")
  @PutMapping(LIMIT)
  ResponseEntity<Void> putOrganisationLimit(
      @PathVariable String email, @RequestBody OrganisationLimitBody body) {
    Long limit = body.limit();
    if (limit == null) {
      throw Problem.ofField("limit", "limit is required");
    }
    facts.limitOrganisations(Input.user(email), limit);
    return ResponseEntity.noContent().build();
  }

  @Operation(summary = "Remove the limit of a user's organisations")
  @DeleteMapping(LIMIT)
  ResponseEntity<Void> deleteOrganisationLimit(@PathVariable String email) {
    facts.removeOrganisationLimit(Input.user(email));
    return ResponseEntity.noContent().build();
  }
}
