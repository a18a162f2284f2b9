package dev.orgtable.server.claims;

import dev.orgtable.EmailAddress;
import dev.orgtable.OrganisationId;
import dev.orgtable.User.Account;
import dev.orgtable.role.Roles;
import dev.orgtable.server.problem.Input;
import dev.orgtable.store.Claims;
import dev.orgtable.store.Orgtable;
import io.swagger.v3.oas.annotations.Operation;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The claims of tokens, for the hooks of identity providers. */
@RestController
final class ClaimsController {

  private final Orgtable orgtable;

  ClaimsController(Orgtable orgtable) {
    this.orgtable = orgtable;
  }

  @Operation(
      summary = "Get what a token says about a user",
      description =
          "With `organisation`: `org_id`, `org_name`, and the groups in this organisation, such as"
              + " `{\"org_id\":\"acme\",\"org_name\":\"Acme\",\"groups\":[\"owner\"],"
              + "\"services\":{\"crm\":[\"editor\"]},\"truncated\":false}`; without `org_id`, as"
              + " `{\"truncated\":false}`, unless the user is an active member. With roles, also"
              + " `permissions`, those in the organisation. Without `organisation`:"
              + " `organisations`, one such object for each; none if there is no such user. Fields"
              + " that do not apply are absent, so that the response can be copied to a token. A"
              + " response has at most 4,096 bytes and 50 organisations. If there is more, all"
              + " `permissions` are absent, and `permissions_truncated` is true. If that is not"
              + " enough, `truncated` is true instead, and `groups`, `permissions` and `services`,"
              + " or `organisations`, are absent: never a part of a list. The user may then have any"
              + " permission, or be in any group or organisation; ask for one organisation, or with"
              + " a check. With `issuer` and `subject`, those of the token: refused with"
              + " `account_conflict` if another account of this issuer is bound to the user, as"
              + " after the address was given to somebody else. Always send both: an address alone"
              + " does not say who has it today.")
  @GetMapping("/v1/users/{email}/claims")
  ClaimsBody getClaims(
      @PathVariable String email,
      @RequestParam(required = false) @Nullable String organisation,
      @RequestParam(required = false) @Nullable String issuer,
      @RequestParam(required = false) @Nullable String subject) {
    EmailAddress user = Input.user(email);
    Optional<OrganisationId> only =
        Input.optional("organisation", organisation, OrganisationId::of);
    Claims claims =
        issuer == null && subject == null
            ? orgtable.claims()
            : orgtable.claims().of(account(issuer, subject));
    Optional<Roles> roles = orgtable.roles().current();
    return only.isPresent()
        ? roles
            .map(known -> claims.of(user, only.get(), known))
            .orElseGet(() -> claims.of(user, only.get()))
            .map(ClaimsBody::of)
            .orElse(ClaimsBody.NONE)
        : ClaimsBody.of(
            roles.map(known -> claims.of(user, known)).orElseGet(() -> claims.of(user)));
  }

  private static Account account(@Nullable String issuer, @Nullable String subject) {
    return new Account(Input.text("issuer", issuer), Input.text("subject", subject));
  }
}
