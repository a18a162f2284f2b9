package dev.orgtable.server.facts;

import dev.orgtable.server.problem.Input;
import dev.orgtable.server.web.MergePatch;
import dev.orgtable.store.Orgtable;
import io.swagger.v3.oas.annotations.Operation;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** The facts of the application about users, organisations and members. */
@RestController
final class FactsController {

  private static final String OF_USER = "/v1/users/{email}/facts";
  private static final String OF_ORGANISATION = "/v1/organisations/{organisation}/facts";
  private static final String OF_MEMBER = "/v1/organisations/{organisation}/members/{email}/facts";

  private static final String CHANGE =
      "With `{\"metadata\":{\"plan\":\"pro\",\"trial\":null}}`, `plan` is set, `trial` is removed,"
          + " and all other keys, and the external id, stay (RFC 7396). The response has the facts after the change. They"
          + " do not count as a change of the user or the organisation, whose `ETag` stays.";

  private final Orgtable orgtable;

  FactsController(Orgtable orgtable) {
    this.orgtable = orgtable;
  }

  @Operation(summary = "Get the facts about a user")
  @GetMapping(OF_USER)
  FactsBody getUserFacts(@PathVariable String email) {
    return FactsBody.of(orgtable.facts().get(Input.user(email)));
  }

  @Operation(summary = "Change facts about a user", description = CHANGE)
  @MergePatch
  @PatchMapping(OF_USER)
  FactsBody changeUserFacts(@PathVariable String email, @RequestBody FactsChangesBody body) {
    return FactsBody.of(orgtable.facts().change(Input.user(email), body::over).value());
  }

  @Operation(summary = "Get the facts about an organisation")
  @GetMapping(OF_ORGANISATION)
  FactsBody getOrganisationFacts(@PathVariable String organisation) {
    return FactsBody.of(orgtable.facts().get(Input.organisation(organisation)));
  }

  @Operation(summary = "Change facts about an organisation", description = CHANGE)
  @MergePatch
  @PatchMapping(OF_ORGANISATION)
  FactsBody changeOrganisationFacts(
      @PathVariable String organisation, @RequestBody FactsChangesBody body) {
    return FactsBody.of(
        orgtable.facts().change(Input.organisation(organisation), body::over).value());
  }

  @Operation(summary = "Get the facts about a membership")
  @GetMapping(OF_MEMBER)
  FactsBody getMemberFacts(@PathVariable String organisation, @PathVariable String email) {
    return FactsBody.of(orgtable.facts().get(Input.user(email), Input.organisation(organisation)));
  }

  @Operation(
      summary = "Change facts about a membership",
      description = CHANGE + " The facts end with the membership.")
  @MergePatch
  @PatchMapping(OF_MEMBER)
  FactsBody changeMemberFacts(
      @PathVariable String organisation,
      @PathVariable String email,
      @RequestBody FactsChangesBody body) {
    return FactsBody.of(
        orgtable
            .facts()
            .change(Input.user(email), Input.organisation(organisation), body::over)
            .value());
  }
}
