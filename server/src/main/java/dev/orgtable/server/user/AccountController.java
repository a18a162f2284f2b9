package dev.orgtable.server.user;

import dev.orgtable.EmailAddress;
import dev.orgtable.OrgtableException.UserNotFound;
import dev.orgtable.User.Account;
import dev.orgtable.server.caller.UserNames;
import dev.orgtable.server.problem.Input;
import dev.orgtable.server.problem.Problem;
import dev.orgtable.server.security.ProvenPersons;
import dev.orgtable.store.AccountStore;
import dev.orgtable.store.Orgtable;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Accounts of users at identity providers. */
@RestController
final class AccountController {

  private static final String ACCOUNTS = "/v1/users/{email}/accounts";

  private static final Pattern ID = Pattern.compile("[0-9a-f]{64}");

  private final AccountStore accounts;
  private final UserNames users;
  private final ProvenPersons persons;

  AccountController(Orgtable orgtable, UserNames users, ProvenPersons persons) {
    this.accounts = orgtable.accounts();
    this.users = users;
    this.persons = persons;
  }

  @Operation(
      summary = "List the accounts of a user at identity providers",
      description =
          "An account is bound to the user at the first sign-in, and leads to the user whatever"
              + " its address shows later.")
  @GetMapping(ACCOUNTS)
  AccountsBody listAccounts(@PathVariable String email) {
    return new AccountsBody(
        accounts.list(Input.user(email)).stream().map(AccountBody::of).toList());
  }

  @Operation(
      summary = "Unbind an account of a user",
      description =
          "The next account of its issuer that shows the user's verified address is bound to the"
              + " user instead.")
  @DeleteMapping(ACCOUNTS + "/{account}")
  ResponseEntity<Void> unbindAccount(
      @PathVariable String email, @PathVariable String account, HttpServletRequest request) {
    EmailAddress user = Input.user(email);
    if (!ID.matcher(account).matches()) {
      throw Problem.ofField("account", "account must be 64 hexadecimal digits in lower case");
    }
    try {
      Optional<Account> found =
          accounts.list(user).stream().filter(each -> each.id().equals(account)).findFirst();
      found.ifPresent(each -> accounts.unbind(user, each));
    } catch (UserNotFound e) {
      users.requireUnmoved(request);
    } finally {
      persons.changed();
    }
    return ResponseEntity.noContent().build();
  }

  /**
   * The accounts of a user, at most one of each issuer.
   *
   * @param data the accounts, ordered by issuer
   */
  record AccountsBody(List<AccountBody> data) {}

  /**
   * An account at an identity provider.
   *
   * @param id the id, computed from issuer and subject
   * @param issuer the issuer
   * @param subject the subject
   */
  record AccountBody(String id, String issuer, String subject) {

    static AccountBody of(Account account) {
      return new AccountBody(account.id(), account.issuer(), account.subject());
    }
  }
}
