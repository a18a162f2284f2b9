package dev.orgtable.server.role;

import dev.orgtable.role.StoredRoles;
import dev.orgtable.server.problem.Code;
import dev.orgtable.server.problem.Problem;
import dev.orgtable.server.web.Preconditions;
import dev.orgtable.server.web.Resource;
import dev.orgtable.store.Orgtable;
import io.swagger.v3.oas.annotations.Operation;
import java.net.URI;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** The roles of the application. */
@RestController
final class RoleController {

  private static final String ROLES = "/v1/roles";
  private static final Resource<StoredRoles, RolesBody> RESOURCE =
      new Resource<>(
          stored -> "the role document",
          StoredRoles::revision,
          stored -> URI.create(ROLES),
          stored -> RolesBody.of(stored.roles()));

  private final Orgtable orgtable;

  RoleController(Orgtable orgtable) {
    this.orgtable = orgtable;
  }

  @Operation(
      summary = "Get the roles of the application",
      description =
          "The groups with their labels and permissions, as applied by `orgtable roles apply`;"
              + " `not_found` if there are none.")
  @GetMapping(ROLES)
  ResponseEntity<RolesBody> getRoles(Preconditions preconditions) {
    return RESOURCE.read(
        orgtable
            .roles()
            .get()
            .orElseThrow(() -> new Problem(Code.NOT_FOUND, "this table has no roles")),
        preconditions);
  }

  @Operation(
      summary = "Put the roles of the application",
      description =
          "As `orgtable roles apply`. Members stay in groups that are no longer listed. Other"
              + " processes use the new roles within 5 seconds. Send `If-Match` with the `ETag` that"
              + " you have seen, or `If-None-Match: *`, so that you overwrite nobody's change.")
  @PutMapping(ROLES)
  ResponseEntity<RolesBody> putRoles(Preconditions preconditions, @RequestBody RolesBody body) {
    return RESOURCE.stored(orgtable.roles().put(body.read(), preconditions));
  }
}
