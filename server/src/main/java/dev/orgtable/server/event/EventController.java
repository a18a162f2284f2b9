package dev.orgtable.server.event;

import dev.orgtable.EmailAddress;
import dev.orgtable.UserId;
import dev.orgtable.event.EventLog;
import dev.orgtable.event.EventRequest;
import dev.orgtable.history.Roster;
import dev.orgtable.server.caller.Caller;
import dev.orgtable.server.problem.Input;
import dev.orgtable.server.web.Query;
import dev.orgtable.store.Orgtable;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The logs of events. */
@RestController
final class EventController {

  private static final String HOW =
      "With `order=asc`, the oldest first, for programs that follow the log: continue with"
          + " `after=` the `last` of the response. Events of the last minutes are then returned"
          + " later, so that none is ever missed, unless `settled=false`.";

  private final Orgtable orgtable;

  private final Logs logs;

  EventController(Orgtable orgtable, Logs logs) {
    this.orgtable = orgtable;
    this.logs = logs;
  }

  @Operation(
      summary = "List the events of an organisation, the newest first",
      description =
          "The log is kept when the organisation is deleted. An organisation that does not exist and"
              + " has no log is not found. A person reads what happened since the"
              + " organisation was created, without the ids of API keys and operators, and without"
              + " the values of facts. "
              + HOW)
  @GetMapping("/v1/organisations/{organisation}/events")
  EventPageBody listOrganisationEvents(
      @PathVariable String organisation, EventRequest request, Caller caller) {
    return EventPageBody.of(logs.list(Input.organisation(organisation), request, caller));
  }

  @Operation(
      summary = "List the events of a user, the newest first",
      description =
          "Those that concern the user alone; those of memberships are the organisation's. The log"
              + " is kept when the user is deleted: name the user by the id then. "
              + HOW)
  @GetMapping("/v1/users/{email}/events")
  EventPageBody listUserEvents(@PathVariable String email, EventRequest request, Caller caller) {
    UserId user =
        UserId.isValid(email) ? UserId.of(email) : orgtable.users().get(Input.user(email)).id();
    return EventPageBody.of(logs.list(user, request, caller));
  }

  @Operation(summary = "List the events of API keys and roles, the newest first", description = HOW)
  @GetMapping("/v1/events")
  EventPageBody listTableEvents(EventRequest request) {
    return EventPageBody.of(orgtable.events().list(EventLog.TABLE, request));
  }

  @Operation(
      summary = "Tell who was a member of an organisation at a past moment, and in which groups",
      description =
          "All members, or only a `user`, by the id or by the address of that time. Answered from"
              + " the present members and the events since then. A moment is refused that is less"
              + " than a few minutes ago, or before the events begin; to a person, also one before"
              + " the organisation was created. An organisation that does not exist and has no log"
              + " is not found.")
  @GetMapping("/v1/organisations/{organisation}/past")
  PastBody getPast(
      @PathVariable String organisation,
      @RequestParam String at,
      @RequestParam(required = false) @Nullable String user,
      Caller caller,
      HttpServletRequest request) {
    Instant time = Input.required("at", at, text -> Query.time("at", text));
    Optional<String> only =
        Optional.ofNullable(user).map(name -> Query.address(request, "user", name));
    only.ifPresent(EventController::checkName);
    Roster then = logs.membersAt(Input.organisation(organisation), time, caller);
    return only.map(name -> PastBody.of(time, then, address(name, then)))
        .orElseGet(() -> PastBody.of(time, then));
  }

  private static void checkName(String user) {
    var unused = Input.required("user", user, name -> isId(name) ? name : EmailAddress.of(name));
  }

  private static Optional<EmailAddress> address(String user, Roster then) {
    return isId(user) ? then.addressOf(UserId.of(user)) : Optional.of(EmailAddress.of(user));
  }

  private static boolean isId(String user) {
    return UserId.isValid(user);
  }
}
