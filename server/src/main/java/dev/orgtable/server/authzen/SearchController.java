package dev.orgtable.server.authzen;

import dev.orgtable.Check;
import dev.orgtable.CheckResult;
import dev.orgtable.EmailAddress;
import dev.orgtable.InvalidInput;
import dev.orgtable.Member;
import dev.orgtable.OrganisationId;
import dev.orgtable.OrgtableException.OrganisationNotFound;
import dev.orgtable.OrgtableException.ServiceNotFound;
import dev.orgtable.OrgtableException.UserNotFound;
import dev.orgtable.Page;
import dev.orgtable.PageRequest;
import dev.orgtable.UserMembership;
import dev.orgtable.role.GroupRoles;
import dev.orgtable.server.authzen.EntityBody.Entity;
import dev.orgtable.server.authzen.ResultsBody.FoundActionBody;
import dev.orgtable.server.authzen.ResultsBody.FoundBody;
import dev.orgtable.server.authzen.Terms.Place;
import dev.orgtable.server.caller.Caller;
import dev.orgtable.server.caller.UserNames;
import dev.orgtable.server.check.Checks;
import dev.orgtable.server.security.Sha256;
import dev.orgtable.store.Orgtable;
import io.swagger.v3.oas.annotations.Operation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The Search APIs of AuthZEN. What is missing is refused; what is unknown, or not for the caller,
 * has no results.
 */
@RestController
final class SearchController {

  private static final int DIGEST = 32;

  private final Orgtable orgtable;
  private final Checks checks;
  private final UserNames users;
  private final ObjectWriter sorted;

  SearchController(Orgtable orgtable, Checks checks, UserNames users, JsonMapper json) {
    this.orgtable = orgtable;
    this.checks = checks;
    this.users = users;
    this.sorted = json.writer().with(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);
  }

  @Operation(
      summary = "List the subjects that may perform an action on a resource (AuthZEN)",
      description =
          "The members of an organisation, or those in a group or with a permission, who are not"
              + " suspended.")
  @PostMapping("/access/v1/search/subject")
  ResultsBody<FoundBody> searchSubjects(@RequestBody SearchBody body, Caller caller) {
    String type = EntityBody.type(body.subject(), "subject");
    String action = ActionBody.name(body.action(), "action");
    Entity resource = EntityBody.entity(body.resource(), "resource");
    SearchPlace start = start(body.forSubjects());
    return known(
            () -> {
              Terms.mustBeUser(type);
              return new Sought(
                  Terms.place(resource), Terms.action(action, resource.type(), orgtable.roles()));
            })
        .filter(sought -> sees(caller, sought.place()) && isPossible(sought))
        .map(sought -> subjects(sought, type, start))
        .orElseGet(ResultsBody::none);
  }

  private ResultsBody<FoundBody> subjects(Sought sought, String type, SearchPlace start) {
    Place place = sought.place();
    GroupRoles standFor =
        sought.action().needsRoles() ? standFor(place.organisation()) : GroupRoles.NONE;
    return start.read(
        page -> members(sought, page),
        member ->
            member.isActive() && sought.action().isAllowed(member.groups(), place, standFor)
                ? Stream.of(new FoundBody(type, member.user().value()))
                : Stream.empty());
  }

  /** Returns the roles that groups of an organisation stand for; costs 2 read units. */
  private GroupRoles standFor(OrganisationId organisation) {
    return orgtable
        .groups()
        .roles(List.of(organisation))
        .getOrDefault(organisation, GroupRoles.NONE);
  }

  /** Whether a person is a member, which is read for each search. */
  private boolean sees(Caller caller, Place place) {
    return caller
        .person()
        .map(person -> Check.member(person, place.organisation()))
        .map(own -> orgtable.memberships().check(own).member())
        .orElse(true);
  }

  /** Nobody has a permission in a service that does not exist. */
  private boolean isPossible(Sought sought) {
    return !(sought.action() instanceof Action.Permitted) || exists(sought.place());
  }

  /** Returns whether the service of a place exists, if it is one; costs 2 read units. */
  private boolean exists(Place place) {
    try {
      place.service().ifPresent(id -> orgtable.services().get(place.organisation(), id));
      return true;
    } catch (ServiceNotFound e) {
      return false;
    }
  }

  /** Returns whether a member may have actions: without roles, the groups alone say it. */
  private boolean mayHaveActions(Place place) {
    return orgtable.roles().current().isEmpty() || exists(place);
  }

  private Page<Member> members(Sought sought, PageRequest page) {
    try {
      return orgtable.memberships().list(sought.place().organisation(), page);
    } catch (OrganisationNotFound e) {
      return new Page<>(List.of(), Optional.empty());
    }
  }

  @Operation(
      summary = "List the resources on which a subject may perform an action (AuthZEN)",
      description =
          "The organisations of a user, or those in whose group the user is, or where the user has"
              + " a permission; or the services in whose group the user is. Services where the user"
              + " has a permission are found if the user is also in a group of them. A person sees"
              + " their own only.")
  @PostMapping("/access/v1/search/resource")
  ResultsBody<FoundBody> searchResources(@RequestBody SearchBody body, Caller caller) {
    Entity subject = EntityBody.entity(body.subject(), "subject");
    String action = ActionBody.name(body.action(), "action");
    String type = EntityBody.type(body.resource(), "resource");
    SearchPlace start = start(body.forResources());
    return known(
            () ->
                new Held(
                    Terms.user(subject, users.readerForChecks(List.of(subject.id()))),
                    Terms.action(action, type, orgtable.roles())))
        .filter(held -> caller.person().map(held.user()::equals).orElse(true))
        .map(
            held ->
                start.read(
                    page -> memberships(held, page),
                    found ->
                        Terms.resources(found.membership(), type, held.action(), found.standFor())
                            .map(id -> new FoundBody(type, id))))
        .orElseGet(ResultsBody::none);
  }

  private Page<Found> memberships(Held held, PageRequest request) {
    Page<UserMembership> page;
    try {
      page = orgtable.users().memberships(held.user(), request);
    } catch (UserNotFound e) {
      return new Page<>(List.of(), Optional.empty());
    }
    List<OrganisationId> organisations =
        page.items().stream().map(each -> each.organisation().organisation()).toList();
    Map<OrganisationId, GroupRoles> standFor =
        held.action().needsRoles() && !organisations.isEmpty()
            ? orgtable.groups().roles(organisations)
            : Map.of();
    return new Page<>(
        page.items().stream()
            .map(
                each ->
                    new Found(
                        each,
                        standFor.getOrDefault(each.organisation().organisation(), GroupRoles.NONE)))
            .toList(),
        page.next());
  }

  @Operation(
      summary = "List the actions that a subject may perform on a resource (AuthZEN)",
      description = "The membership, the groups and the permissions of a user, by one check.")
  @PostMapping("/access/v1/search/action")
  ResultsBody<FoundActionBody> searchActions(@RequestBody SearchBody body, Caller caller) {
    Entity subject = EntityBody.entity(body.subject(), "subject");
    Entity resource = EntityBody.entity(body.resource(), "resource");
    SearchPlace start = start(body.forActions());
    return known(
            () ->
                new Named(
                    Terms.user(subject, users.readerForChecks(List.of(subject.id()))),
                    Terms.place(resource)))
        .map(
            named ->
                start.read(
                    page -> answer(named, caller),
                    answer ->
                        answer.member() && mayHaveActions(named.place())
                            ? Terms.actions(
                                    answer,
                                    named.place(),
                                    orgtable.roles(),
                                    orgtable.roles().current().isEmpty()
                                        ? GroupRoles.NONE
                                        : standFor(named.place().organisation()))
                                .map(FoundActionBody::new)
                            : Stream.empty()))
        .orElseGet(ResultsBody::none);
  }

  private Page<CheckResult> answer(Named named, Caller caller) {
    Check check = Check.member(named.user(), named.place().organisation());
    return new Page<>(checks.answer(List.of(check), caller, Optional.empty()), Optional.empty());
  }

  /** Returns the place that a search starts at; the search is without its page in the digest. */
  private SearchPlace start(SearchBody search) {
    SearchBody all =
        new SearchBody(
            search.subject(), search.action(), search.resource(), search.context(), null);
    return SearchPlace.of(
        Sha256.hex(sorted.writeValueAsString(all)).substring(0, DIGEST), search.page());
  }

  /** Returns the search in our terms; empty if a term is unknown. */
  private static <T> Optional<T> known(Supplier<T> terms) {
    try {
      return Optional.of(terms.get());
    } catch (InvalidInput unknown) {
      return Optional.empty();
    }
  }

  /**
   * A search for subjects.
   *
   * @param place the resource
   * @param action the action
   */
  private record Sought(Place place, Action action) {}

  /**
   * A search for resources.
   *
   * @param user the subject
   * @param action the action
   */
  private record Held(EmailAddress user, Action action) {}

  /**
   * A membership found, with the roles that groups of the organisation stand for.
   *
   * @param membership the membership
   * @param standFor the roles; none if the action needs none
   */
  private record Found(UserMembership membership, GroupRoles standFor) {}

  /**
   * A search for actions.
   *
   * @param user the subject
   * @param place the resource
   */
  private record Named(EmailAddress user, Place place) {}
}
