package dev.orgtable.server.user;

import dev.orgtable.EmailAddress;
import dev.orgtable.OrgtableException.UserNotFound;
import dev.orgtable.Outcome;
import dev.orgtable.Page;
import dev.orgtable.PageRequest;
import dev.orgtable.User;
import dev.orgtable.facts.ExternalId;
import dev.orgtable.server.caller.Caller;
import dev.orgtable.server.caller.UserNames;
import dev.orgtable.server.idempotency.Call;
import dev.orgtable.server.idempotency.Idempotency;
import dev.orgtable.server.problem.Code;
import dev.orgtable.server.problem.Input;
import dev.orgtable.server.problem.Problem;
import dev.orgtable.server.security.ProvenPersons;
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
import java.time.Clock;
import java.util.List;
import java.util.Optional;
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

/** Users. */
@RestController
final class UserController {

  private static final String USERS = "/v1/users";
  private static final String USER = USERS + "/{email}";
  private static final Resource<User, UserBody> RESOURCE =
      new Resource<>(
          user -> "user " + user.email(),
          User::revision,
          user -> Paths.user(user.email()),
          UserBody::of);

  private final Orgtable orgtable;
  private final Idempotency idempotency;
  private final UserNames users;
  private final ProvenPersons persons;
  private final Clock clock;

  UserController(
      Orgtable orgtable,
      Idempotency idempotency,
      UserNames users,
      ProvenPersons persons,
      Clock clock) {
    this.orgtable = orgtable;
    this.idempotency = idempotency;
    this.users = users;
    this.persons = persons;
    this.clock = clock;
  }

  @Operation(summary = "List users, or search by a prefix of the address or by the external id")
  @GetMapping(USERS)
  PageBody<UserBody> searchUsers(
      @RequestParam(defaultValue = "") String prefix,
      @RequestParam(required = false) @Nullable String externalId,
      PageRequest page,
      HttpServletRequest request) {
    Optional<ExternalId> id = Input.optional("externalId", externalId, ExternalId::of);
    if (id.isPresent()) {
      Query.requireAlone("externalId", prefix, page);
      List<User> found = orgtable.facts().findUser(id.get()).stream().toList();
      return PageBody.of(new Page<>(found, Optional.empty()), UserBody::of);
    }
    String beginning = Query.address(request, "prefix", prefix);
    return PageBody.of(orgtable.users().search(beginning, page), UserBody::of);
  }

  @Operation(
      summary = "Create a user",
      description =
          "The user gets an `id`, which survives changes of the address, and is a member of no"
              + " organisation yet. Invitations to the address wait for the user.")
  @PostMapping(USERS)
  ResponseEntity<UserBody> createUser(
      @RequestBody NewUserBody body, Caller caller, HttpServletRequest request) {
    EmailAddress id = Input.user(body.email());
    User user = User.of(id, body.profile(), clock.instant());
    return idempotency.answer(
        new Call(request, caller, body),
        to -> to.users().create(user),
        RESOURCE::created,
        UserBody.class);
  }

  @Operation(summary = "Get a user")
  @GetMapping(USER)
  ResponseEntity<UserBody> getUser(@PathVariable String email, Preconditions preconditions) {
    return RESOURCE.read(orgtable.users().get(Input.user(email)), preconditions);
  }

  @Operation(
      summary = "Create a user, or replace its profile",
      description =
          "`email` can be omitted; otherwise it must be the address of the path. All"
              + " organisations get the new profile.")
  @PutMapping(USER)
  ResponseEntity<UserBody> putUser(
      @PathVariable String email,
      Preconditions preconditions,
      @RequestBody NewUserBody body,
      Caller caller) {
    EmailAddress id = Input.user(email);
    sameAddress(body.email(), id);
    Outcome<User> stored = caller.on(orgtable).users().put(id, body.profile(), preconditions);
    if (stored.effect() == Outcome.Effect.CREATED) {
      persons.created(caller, stored.value());
    }
    return RESOURCE.stored(stored);
  }

  @Operation(
      summary = "Change some fields of a user",
      description = "All organisations get the new profile.")
  @MergePatch
  @PatchMapping(USER)
  ResponseEntity<UserBody> changeUser(
      @PathVariable String email,
      Preconditions preconditions,
      @RequestBody UserChangesBody body,
      Caller caller) {
    EmailAddress id = Input.user(email);
    sameAddress(body.email(), id);
    return RESOURCE.stored(caller.on(orgtable).users().change(id, body::over, preconditions));
  }

  private static void sameAddress(@Nullable String email, EmailAddress id) {
    Input.optional("email", email, EmailAddress::of)
        .filter(given -> !given.equals(id))
        .ifPresent(
            other -> {
              throw Problem.ofField(
                  "email",
                  "email must equal the address in the path; to change it, use POST …/email");
            });
  }

  @Operation(
      summary = "Delete a user and all their memberships and invitations",
      description =
          "From the response on, the user is a member nowhere. Until a job is done, no user can"
              + " be created with this address.")
  @DeleteMapping(USER)
  ResponseEntity<Void> deleteUser(
      @PathVariable String email,
      Preconditions preconditions,
      Caller caller,
      HttpServletRequest request) {
    try {
      return JobResponse.of(caller.on(orgtable).users().delete(Input.user(email), preconditions));
    } catch (UserNotFound e) {
      users.requireUnmoved(request);
      return ResponseEntity.noContent().build();
    } finally {
      persons.changed();
    }
  }

  @Operation(
      summary = "Get a user with all organisations and open invitations",
      description =
          "Everything in one response; if it has too many records (`too_large`), use the lists.")
  @GetMapping(USER + "/details")
  UserDetailsBody getUserDetails(@PathVariable String email) {
    return UserDetailsBody.of(orgtable.users().details(Input.user(email)));
  }

  @Operation(summary = "List the organisations of a user, with the user's groups")
  @GetMapping(USER + "/organisations")
  PageBody<MembershipBody> listOrganisationsOfUser(@PathVariable String email, PageRequest page) {
    return PageBody.of(orgtable.users().memberships(Input.user(email), page), MembershipBody::of);
  }

  @Operation(summary = "List the open invitations of a user")
  @GetMapping(USER + "/invitations")
  PageBody<UserInvitationBody> listInvitationsOfUser(@PathVariable String email, PageRequest page) {
    return PageBody.of(
        orgtable.users().invitations(Input.user(email), page), UserInvitationBody::of);
  }

  @Operation(
      summary = "Change the address of a user",
      description =
          "Memberships and open invitations move to the new address. If it has an open invitation"
              + " of the same organisation, a membership replaces that invitation; of two"
              + " invitations the one with the later expiry remains. A person can only adopt the"
              + " verified address that their account at the identity provider shows.")
  @PostMapping(USER + "/email")
  ResponseEntity<UserBody> changeEmail(
      @PathVariable String email,
      Preconditions preconditions,
      @RequestBody EmailBody body,
      Caller caller,
      HttpServletRequest request) {
    EmailAddress from = Input.user(email);
    EmailAddress to = Input.user(body.email());
    if (caller instanceof Caller.Person person && !person.mayAdopt(to)) {
      throw new Problem(
          Code.FORBIDDEN, "a person can only adopt the verified address of the own account");
    }
    try {
      return idempotency.answer(
          new Call(request, caller, body),
          store -> store.users().changeAddress(from, to, preconditions),
          RESOURCE::changed,
          UserBody.class);
    } finally {
      if (!from.equals(to)) {
        persons.changed();
      }
    }
  }

  /**
   * A new address.
   *
   * @param email the new address
   */
  record EmailBody(@Nullable String email) {}
}
