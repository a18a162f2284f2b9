package dev.orgtable.server.member;

import dev.orgtable.EmailAddress;
import dev.orgtable.Group;
import dev.orgtable.Member;
import dev.orgtable.OrganisationId;
import dev.orgtable.OrgtableException.MemberNotFound;
import dev.orgtable.Page;
import dev.orgtable.PageRequest;
import dev.orgtable.Profile;
import dev.orgtable.ServiceId;
import dev.orgtable.facts.ExternalId;
import dev.orgtable.server.caller.Caller;
import dev.orgtable.server.caller.UserNames;
import dev.orgtable.server.idempotency.Call;
import dev.orgtable.server.idempotency.Idempotency;
import dev.orgtable.server.problem.Code;
import dev.orgtable.server.problem.Input;
import dev.orgtable.server.problem.Problem;
import dev.orgtable.server.role.KnownGroups;
import dev.orgtable.server.web.PageBody;
import dev.orgtable.server.web.Query;
import dev.orgtable.store.Orgtable;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

/** The members of an organisation and their groups. */
@RestController
final class MemberController {

  private static final String ORGANISATION = "/v1/organisations/{organisation}";
  private static final String MEMBERS = ORGANISATION + "/members";
  private static final String MEMBER = MEMBERS + "/{email}";
  private static final String GROUP = MEMBER + "/groups/{group}";
  private static final String SERVICE_GROUP =
      ORGANISATION + "/services/{service}/members/{email}/groups/{group}";

  private final Orgtable orgtable;
  private final Idempotency idempotency;
  private final UserNames users;
  private final KnownGroups known;

  MemberController(Orgtable orgtable, Idempotency idempotency, UserNames users, KnownGroups known) {
    this.orgtable = orgtable;
    this.idempotency = idempotency;
    this.users = users;
    this.known = known;
  }

  @Operation(
      summary = "List the members, optionally those in a group",
      description = "With `externalId`, for back ends only: the member who has it, if any.")
  @GetMapping(MEMBERS)
  PageBody<MemberBody> listMembers(
      @PathVariable String organisation,
      @RequestParam(required = false) @Nullable String group,
      @RequestParam(required = false) @Nullable String service,
      @RequestParam(required = false) @Nullable String externalId,
      Caller caller,
      PageRequest page) {
    OrganisationId id = Input.organisation(organisation);
    Optional<Group> of = group(group, service);
    Optional<ExternalId> known = Input.optional("externalId", externalId, ExternalId::of);
    if (known.isPresent()) {
      Query.requireAlone("externalId", of.map(Group::toString).orElse(""), page);
      return withExternalId(id, known.get(), caller);
    }
    return PageBody.of(
        of.map(only -> orgtable.memberships().list(id, only, page))
            .orElseGet(() -> orgtable.memberships().list(id, page)),
        MemberBody::of);
  }

  /**
   * Returns the member with an external id, which is for back ends, as all facts are. If there is
   * none, refuses an organisation that does not exist, as the list of all members does.
   */
  private PageBody<MemberBody> withExternalId(
      OrganisationId organisation, ExternalId id, Caller caller) {
    if (caller.person().isPresent()) {
      throw new Problem(Code.FORBIDDEN, "externalId is for back ends with an API key");
    }
    List<Member> found = orgtable.facts().findMember(organisation, id).stream().toList();
    if (found.isEmpty()) {
      orgtable.organisations().get(organisation);
    }
    return PageBody.of(new Page<>(found, Optional.empty()), MemberBody::of);
  }

  private static Optional<Group> group(@Nullable String group, @Nullable String service) {
    if (service != null && group == null) {
      throw Problem.ofField("group", "group is required with service");
    }
    Optional<ServiceId> of = Input.optional("service", service, ServiceId::of);
    return Input.optional(
        "group", group, name -> of.map(id -> Group.of(id, name)).orElseGet(() -> Group.of(name)));
  }

  @Operation(summary = "Get a member with their groups")
  @GetMapping(MEMBER)
  MemberBody getMember(@PathVariable String organisation, @PathVariable String email) {
    return MemberBody.of(
        orgtable.memberships().get(Input.user(email), Input.organisation(organisation)));
  }

  @Operation(
      summary = "Add up to 25 users as members without invitations, all or none",
      description = "For imports: one transaction adds all, or none if one is refused.")
  @PostMapping(MEMBERS + "/batch")
  ResponseEntity<Void> addMembers(
      @PathVariable String organisation,
      @RequestBody NewMembersBody body,
      Caller caller,
      HttpServletRequest request) {
    OrganisationId id = Input.organisation(organisation);
    Map<EmailAddress, Set<Group>> members = body.read(users.reader(body.names(), caller));
    return idempotency.answer(
        new Call(request, caller, body),
        to -> {
          body.check(known.in(id));
          to.memberships().addMembers(id, members);
        });
  }

  @Operation(
      summary = "Replace the organisation's copy of a member's profile",
      description =
          "What the organisation shows of the member. The next change of the user overwrites"
              + " it.")
  @PutMapping(MEMBER + "/profile")
  ResponseEntity<Void> putMemberProfile(
      @PathVariable String organisation,
      @PathVariable String email,
      @RequestBody ProfileBody body) {
    orgtable
        .memberships()
        .updateDetails(Input.user(email), Input.organisation(organisation), body.profile());
    return ResponseEntity.noContent().build();
  }

  @Operation(
      summary = "Suspend a member: checks say no, the groups stay",
      description =
          "The membership stays in the lists, and its groups can be changed. Nothing happens if"
              + " the member is suspended already.")
  @PostMapping(MEMBER + "/suspend")
  ResponseEntity<Void> suspendMember(
      @PathVariable String organisation,
      @PathVariable String email,
      Caller caller,
      HttpServletRequest request) {
    EmailAddress user = Input.user(email);
    OrganisationId id = Input.organisation(organisation);
    return idempotency.answer(new Call(request, caller), to -> to.memberships().suspend(user, id));
  }

  @Operation(
      summary = "Reactivate a suspended member",
      description =
          "The member has all groups again, except those of services that were deleted"
              + " meanwhile. Nothing happens if the member is active.")
  @PostMapping(MEMBER + "/reactivate")
  ResponseEntity<Void> reactivateMember(
      @PathVariable String organisation,
      @PathVariable String email,
      Caller caller,
      HttpServletRequest request) {
    EmailAddress user = Input.user(email);
    OrganisationId id = Input.organisation(organisation);
    return idempotency.answer(
        new Call(request, caller), to -> to.memberships().reactivate(user, id));
  }

  @Operation(
      summary = "Remove a member",
      description =
          "With all groups of the organisation and its services. An owner removes others; a"
              + " member leaves.")
  @DeleteMapping(MEMBER)
  ResponseEntity<Void> removeMember(
      @PathVariable String organisation, @PathVariable String email, HttpServletRequest request) {
    return unlessAbsent(
        request,
        () -> orgtable.memberships().remove(Input.user(email), Input.organisation(organisation)));
  }

  @Operation(
      summary = "Add a member to a group of the organisation",
      description =
          "The group `owner` makes the member an owner. Any name can be given, or, if there are"
              + " roles, one that they or a record list. Nothing happens if the member is in it"
              + " already.")
  @PutMapping(GROUP)
  ResponseEntity<Void> addToGroup(
      @PathVariable String organisation, @PathVariable String email, @PathVariable String group) {
    return add(Input.user(email), Input.organisation(organisation), organisationGroup(group));
  }

  @Operation(
      summary = "Remove a member from a group of the organisation",
      description = "The group `owner` ends the ownership.")
  @DeleteMapping(GROUP)
  ResponseEntity<Void> removeFromGroup(
      @PathVariable String organisation,
      @PathVariable String email,
      @PathVariable String group,
      HttpServletRequest request) {
    return remove(
        request, Input.user(email), Input.organisation(organisation), organisationGroup(group));
  }

  @Operation(
      summary = "Add a member to a group of a service",
      description =
          "Any name can be given, or, if there are roles, one that they list for services."
              + " Nothing happens if the member is in it already.")
  @PutMapping(SERVICE_GROUP)
  ResponseEntity<Void> addToServiceGroup(
      @PathVariable String organisation,
      @PathVariable String service,
      @PathVariable String email,
      @PathVariable String group) {
    return add(Input.user(email), Input.organisation(organisation), serviceGroup(service, group));
  }

  @Operation(summary = "Remove a member from a group of a service")
  @DeleteMapping(SERVICE_GROUP)
  ResponseEntity<Void> removeFromServiceGroup(
      @PathVariable String organisation,
      @PathVariable String service,
      @PathVariable String email,
      @PathVariable String group,
      HttpServletRequest request) {
    return remove(
        request, Input.user(email), Input.organisation(organisation), serviceGroup(service, group));
  }

  @Operation(
      summary = "Add a member to groups and remove it from others, atomically",
      description = "Groups to remove that the member is not in are ignored.")
  @PatchMapping(MEMBER + "/groups")
  ResponseEntity<Void> changeGroups(
      @PathVariable String organisation,
      @PathVariable String email,
      @RequestBody GroupChangesBody body) {
    orgtable
        .memberships()
        .changeGroups(
            Input.user(email),
            Input.organisation(organisation),
            groups(body.add()).given("add.", known.in(Input.organisation(organisation))),
            groups(body.remove()).read("remove."));
    return ResponseEntity.noContent().build();
  }

  private ResponseEntity<Void> add(EmailAddress user, OrganisationId organisation, Group group) {
    orgtable
        .memberships()
        .addToGroups(user, organisation, Set.of(known.in(organisation).apply(group)));
    return ResponseEntity.noContent().build();
  }

  private ResponseEntity<Void> remove(
      HttpServletRequest request, EmailAddress user, OrganisationId organisation, Group group) {
    return unlessAbsent(
        request, () -> orgtable.memberships().removeFromGroups(user, organisation, Set.of(group)));
  }

  /** A removal of something absent succeeds. */
  private ResponseEntity<Void> unlessAbsent(HttpServletRequest request, Runnable removal) {
    try {
      removal.run();
    } catch (MemberNotFound e) {
      users.requireUnmoved(request);
      return ResponseEntity.noContent().build();
    }
    return ResponseEntity.noContent().build();
  }

  private static GroupsBody groups(@Nullable GroupsBody given) {
    return given == null ? GroupsBody.of(Set.of()) : given;
  }

  private static Group organisationGroup(String name) {
    return Input.required("group", name, Group::of);
  }

  private static Group serviceGroup(String service, String name) {
    ServiceId id = Input.service(service);
    return Input.required("group", name, group -> Group.of(id, group));
  }

  /**
   * Groups to add and to remove, of the organisation and its services.
   *
   * @param add the groups to add the member to
   * @param remove the groups to remove the member from
   */
  record GroupChangesBody(@Nullable GroupsBody add, @Nullable GroupsBody remove) {}

  /**
   * The organisation's copy of a member's profile, until the user's own profile changes.
   *
   * @param firstName 1 to 200 characters
   * @param lastName 0 to 200 characters
   * @param phone 0 to 200 characters
   */
  record ProfileBody(
      @Nullable String firstName, @Nullable String lastName, @Nullable String phone) {

    Profile profile() {
      return Input.profile(firstName, lastName, phone);
    }
  }
}
