package dev.orgtable.server.invitation;

import dev.orgtable.EmailAddress;
import dev.orgtable.InvalidInput;
import dev.orgtable.OrganisationId;
import dev.orgtable.OrgtableException.InvitationNotFound;
import dev.orgtable.PageRequest;
import dev.orgtable.server.caller.Caller;
import dev.orgtable.server.caller.UserNames;
import dev.orgtable.server.idempotency.Call;
import dev.orgtable.server.idempotency.Idempotency;
import dev.orgtable.server.member.MemberBody;
import dev.orgtable.server.problem.Input;
import dev.orgtable.server.role.KnownGroups;
import dev.orgtable.server.web.PageBody;
import dev.orgtable.server.web.Paths;
import dev.orgtable.server.web.Reply;
import dev.orgtable.store.InvitationStore;
import dev.orgtable.store.Orgtable;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Invitations, on the organisation's side and on the invitee's. */
@RestController
final class InvitationController {

  private static final String INVITATIONS = "/v1/organisations/{organisation}/invitations";
  private static final String INVITATION = INVITATIONS + "/{email}";
  private static final String OF_USER = "/v1/users/{email}/invitations/{organisation}";

  private final Orgtable orgtable;
  private final Idempotency idempotency;
  private final InvitationSender sender;
  private final UserNames users;
  private final KnownGroups known;

  InvitationController(
      Orgtable orgtable,
      Idempotency idempotency,
      InvitationSender sender,
      UserNames users,
      KnownGroups known) {
    this.orgtable = orgtable;
    this.idempotency = idempotency;
    this.sender = sender;
    this.users = users;
    this.known = known;
  }

  @Operation(
      summary = "Invite somebody",
      description =
          "The invitee need not be a user yet. The response has the `token`, which is shown"
              + " this once: its holder can accept. If the server sends mails, it mails the link. An"
              + " expired invitation is replaced.")
  @PostMapping(INVITATIONS)
  ResponseEntity<SentInvitationBody> invite(
      @PathVariable String organisation,
      @RequestBody NewInvitationBody body,
      Caller caller,
      HttpServletRequest request) {
    OrganisationId id = Input.organisation(organisation);
    EmailAddress invitee = Input.user(body.email());
    InvitationTerms terms =
        InvitationTerms.of(
            body.groups(), body.services(), body.invitedBy(), body.expiresIn(), caller);
    return sender
        .send(
            new Call(request, caller, body),
            to -> {
              terms.check(known.in(id));
              return terms.to(invitee, id, caller.on(to));
            },
            sent -> Reply.created(Paths.below(id, "invitations", invitee.value()), null, sent))
        .unstored();
  }

  @Operation(summary = "List the open invitations of an organisation, optionally with expired ones")
  @GetMapping(INVITATIONS)
  PageBody<InvitationBody> listInvitations(
      @PathVariable String organisation,
      @RequestParam(required = false) @Nullable String expired,
      PageRequest page) {
    OrganisationId id = Input.organisation(organisation);
    boolean all = Input.optional("expired", expired, InvitationController::flag).orElse(false);
    return PageBody.of(
        all
            ? orgtable.invitations().listWithExpired(id, page)
            : orgtable.invitations().list(id, page),
        InvitationBody::of);
  }

  private static boolean flag(String text) {
    if (!text.equals("true") && !text.equals("false")) {
      throw new InvalidInput("expired", "must be true or false");
    }
    return text.equals("true");
  }

  @Operation(summary = "Get an open invitation")
  @GetMapping(INVITATION)
  InvitationBody getInvitation(@PathVariable String organisation, @PathVariable String email) {
    return InvitationBody.of(
        orgtable.invitations().get(Input.user(email), Input.organisation(organisation)));
  }

  @Operation(summary = "Revoke an invitation", description = "Its token becomes invalid.")
  @DeleteMapping(INVITATION)
  ResponseEntity<Void> revokeInvitation(
      @PathVariable String organisation, @PathVariable String email, HttpServletRequest request) {
    try {
      orgtable.invitations().revoke(Input.user(email), Input.organisation(organisation));
    } catch (InvitationNotFound e) {
      users.requireUnmoved(request);
      return ResponseEntity.noContent().build();
    }
    return ResponseEntity.noContent().build();
  }

  @Operation(
      summary = "Resend an invitation and extend its expiry",
      description =
          "It is valid for 7 days from now, or longer if it was. The response has a new token;"
              + " an earlier one becomes invalid. One that expired at most 7 days ago is opened again.")
  @PostMapping(INVITATION + "/resend")
  ResponseEntity<SentInvitationBody> resendInvitation(
      @PathVariable String organisation,
      @PathVariable String email,
      Caller caller,
      HttpServletRequest request) {
    OrganisationId id = Input.organisation(organisation);
    EmailAddress invitee = Input.user(email);
    return sender
        .send(
            new Call(request, caller),
            to -> caller.on(to).invitations().resend(invitee, id, InvitationStore.VALID_FOR),
            sent -> Reply.done(null, sent))
        .unstored();
  }

  @Operation(
      summary = "Accept an invitation",
      description =
          "The invitee, who must be a user, becomes a member with the groups that were offered."
              + " If the invitee is a member already, the response is that membership, unchanged.")
  @PostMapping(OF_USER + "/accept")
  ResponseEntity<MemberBody> acceptInvitation(
      @PathVariable String email,
      @PathVariable String organisation,
      Caller caller,
      HttpServletRequest request) {
    OrganisationId id = Input.organisation(organisation);
    EmailAddress invitee = Input.user(email);
    return idempotency.answer(
        new Call(request, caller),
        to -> to.invitations().accept(invitee, id),
        member -> Reply.done(null, MemberBody.of(member)),
        MemberBody.class);
  }

  @Operation(summary = "Reject an invitation", description = "Its token becomes invalid.")
  @PostMapping(OF_USER + "/reject")
  ResponseEntity<Void> rejectInvitation(
      @PathVariable String email,
      @PathVariable String organisation,
      Caller caller,
      HttpServletRequest request) {
    OrganisationId id = Input.organisation(organisation);
    EmailAddress invitee = Input.user(email);
    return idempotency.answer(
        new Call(request, caller), to -> to.invitations().reject(invitee, id));
  }

  /**
   * An invitation to create.
   *
   * @param email the invitee's address, which need not belong to a user yet
   * @param groups the groups of the organisation to offer
   * @param services the groups of its services to offer, by the service's id
   * @param invitedBy the name of the inviter; omitted by persons, for whom it is their own address
   * @param expiresIn how long the invitation stays open, an ISO 8601 duration from 1 hour to 90
   *     days; default: {@code P7D}
   */
  record NewInvitationBody(
      @Nullable String email,
      @Nullable List<String> groups,
      @Nullable Map<String, List<String>> services,
      @Nullable String invitedBy,
      @Nullable String expiresIn) {}
}
