package dev.orgtable.server.user;

import dev.orgtable.OrgtableException.Stale;
import dev.orgtable.OrgtableException.UserAlreadyExists;
import dev.orgtable.OrgtableException.UserNotFound;
import dev.orgtable.Outcome;
import dev.orgtable.PageRequest;
import dev.orgtable.Profile;
import dev.orgtable.User;
import dev.orgtable.UserId;
import dev.orgtable.server.problem.Problem;
import dev.orgtable.server.security.Caller;
import dev.orgtable.server.web.ETags;
import dev.orgtable.server.web.Idempotency;
import dev.orgtable.server.web.Idempotency.Reply;
import dev.orgtable.server.web.Input;
import dev.orgtable.server.web.LongWork;
import dev.orgtable.server.web.MergePatch;
import dev.orgtable.server.web.PageBody;
import dev.orgtable.server.web.Paths;
import dev.orgtable.server.web.Query;
import dev.orgtable.store.Orgtable;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Users. */
@RestController
final class UserController {

  private static final String USERS = "/v1/users";
  private static final String USER = USERS + "/{email}";

  private final Orgtable orgtable;
  private final Idempotency idempotency;
  private final Clock clock;

  UserController(Orgtable orgtable, Idempotency idempotency, Clock clock) {
    this.orgtable = orgtable;
    this.idempotency = idempotency;
    this.clock = clock;
  }

  @Operation(summary = "List users, or search by the beginning of the address")
  @GetMapping(USERS)
  PageBody<UserBody> searchUsers(
      @RequestParam(defaultValue = "") String prefix,
      PageRequest page,
      HttpServletRequest request) {
    String beginning = Query.address(request, "prefix", prefix);
    return PageBody.of(orgtable.users().search(beginning, page), UserBody::of);
  }

  @Operation(summary = "Create a user")
  @PostMapping(USERS)
  ResponseEntity<UserBody> createUser(
      @RequestBody NewUserBody body, Caller caller, HttpServletRequest request) {
    UserId id = Input.required("email", body.email(), UserId::of);
    User user = User.of(id, body.profile(), clock.instant());
    return idempotency.answer(
        request,
        caller,
        body,
        to -> to.users().create(user),
        created ->
            Reply.created(
                Paths.user(created.id()), ETags.of(created.revision()), UserBody.of(created)),
        UserBody.class);
  }

  @Operation(summary = "Get a user")
  @GetMapping(USER)
  ResponseEntity<UserBody> getUser(@PathVariable String email) {
    return answer(Outcome.done(orgtable.users().get(id(email))));
  }

  @Operation(summary = "Create a user, or replace its profile")
  @PutMapping(USER)
  ResponseEntity<UserBody> putUser(
      @PathVariable String email,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      @RequestBody NewUserBody body,
      Caller caller) {
    UserId id = id(email);
    sameAddress(body.email(), id);
    Profile profile = body.profile();
    if (ifMatch != null) {
      return answer(change(id, ETags.seen(ifMatch), present -> profile, caller));
    }
    while (true) {
      try {
        return answer(change(id, OptionalLong.empty(), present -> profile, caller));
      } catch (UserNotFound absent) {
        Optional<User> created = createIfAbsent(User.of(id, profile, clock.instant()));
        if (created.isPresent()) {
          return ResponseEntity.created(Paths.user(id))
              .eTag(ETags.of(created.get().revision()))
              .body(UserBody.of(created.get()));
        }
      }
    }
  }

  private Optional<User> createIfAbsent(User user) {
    try {
      return Optional.of(orgtable.users().create(user));
    } catch (UserAlreadyExists e) {
      return Optional.empty();
    }
  }

  @Operation(summary = "Change some fields of a user")
  @MergePatch
  @PatchMapping(USER)
  ResponseEntity<UserBody> changeUser(
      @PathVariable String email,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      @RequestBody UserChangesBody body,
      Caller caller) {
    UserId id = id(email);
    sameAddress(body.email(), id);
    return answer(change(id, ETags.seen(ifMatch), body::over, caller));
  }

  /** Writes a profile made from the present one; again, if another change came between. */
  private Outcome<User> change(
      UserId id, OptionalLong seen, UnaryOperator<Profile> change, Caller caller) {
    while (true) {
      User present = orgtable.users().get(id);
      if (seen.isPresent() && seen.getAsLong() != present.revision()) {
        throw new Stale(id, seen.getAsLong());
      }
      User next = present.withProfile(change.apply(present.profile()));
      if (next.equals(present)) {
        return Outcome.done(present);
      }
      try {
        return caller.on(orgtable).users().update(next);
      } catch (Stale changed) {
        if (seen.isPresent()) {
          throw changed;
        }
      }
    }
  }

  private static void sameAddress(@Nullable String email, UserId id) {
    Input.optional("email", email, UserId::of)
        .filter(given -> !given.equals(id))
        .ifPresent(
            other -> {
              throw Problem.ofField(
                  "email", "email must be that of the path: an address is changed by POST …/email");
            });
  }

  @Operation(summary = "Delete a user, with all memberships and invitations")
  @DeleteMapping(USER)
  ResponseEntity<Void> deleteUser(@PathVariable String email, Caller caller) {
    try {
      return LongWork.deleted(caller.on(orgtable).users().delete(id(email)));
    } catch (UserNotFound e) {
      return ResponseEntity.noContent().build();
    }
  }

  @Operation(summary = "Get a user with all organisations and open invitations")
  @GetMapping(USER + "/details")
  UserDetailsBody getUserDetails(@PathVariable String email) {
    return UserDetailsBody.of(orgtable.users().details(id(email)));
  }

  @Operation(summary = "List the organisations of a user, with the groups held in them")
  @GetMapping(USER + "/organisations")
  PageBody<MembershipBody> listOrganisationsOfUser(@PathVariable String email, PageRequest page) {
    return PageBody.of(orgtable.users().memberships(id(email), page), MembershipBody::of);
  }

  @Operation(summary = "List the open invitations of a user")
  @GetMapping(USER + "/invitations")
  PageBody<UserInvitationBody> listInvitationsOfUser(@PathVariable String email, PageRequest page) {
    return PageBody.of(orgtable.users().invitations(id(email), page), UserInvitationBody::of);
  }

  @Operation(
      summary = "Change the address of a user",
      description =
          "Memberships and open invitations go with the user. Where the new address has an open"
              + " invitation, a membership remains and that invitation ends; of two invitations"
              + " the one remains that ends later.")
  @PostMapping(USER + "/email")
  ResponseEntity<UserBody> changeEmail(
      @PathVariable String email,
      @RequestBody EmailBody body,
      Caller caller,
      HttpServletRequest request) {
    UserId from = id(email);
    UserId to = Input.required("email", body.email(), UserId::of);
    return idempotency.answer(
        request,
        caller,
        body,
        store -> store.users().changeAddress(from, to),
        moved ->
            Reply.changed(
                moved.job(), ETags.of(moved.value().revision()), UserBody.of(moved.value())),
        UserBody.class);
  }

  private static ResponseEntity<UserBody> answer(Outcome<User> outcome) {
    return LongWork.changed(outcome.job())
        .eTag(ETags.of(outcome.value().revision()))
        .body(UserBody.of(outcome.value()));
  }

  private static UserId id(String email) {
    return Input.required("email", email, UserId::of);
  }

  /**
   * Another address.
   *
   * @param email the new one
   */
  record EmailBody(@Nullable String email) {}
}
