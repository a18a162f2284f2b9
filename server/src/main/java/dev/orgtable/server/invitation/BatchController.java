package dev.orgtable.server.invitation;

import dev.orgtable.EmailAddress;
import dev.orgtable.InvalidInput;
import dev.orgtable.OrganisationId;
import dev.orgtable.OrgtableException;
import dev.orgtable.OrgtableException.Unavailable;
import dev.orgtable.server.caller.Caller;
import dev.orgtable.server.idempotency.Call;
import dev.orgtable.server.idempotency.Idempotency;
import dev.orgtable.server.problem.Code;
import dev.orgtable.server.problem.Input;
import dev.orgtable.server.problem.Problem;
import dev.orgtable.server.role.KnownGroups;
import dev.orgtable.server.web.Paths;
import dev.orgtable.server.web.Reply;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Batches of invitations; each succeeds or fails by itself. */
@RestController
final class BatchController {

  private static final int MOST = 1000;
  private static final String GIVEN_BEFORE = "the address occurs earlier in this request";

  private final Idempotency idempotency;
  private final InvitationSender sender;
  private final KnownGroups known;

  BatchController(Idempotency idempotency, InvitationSender sender, KnownGroups known) {
    this.idempotency = idempotency;
    this.sender = sender;
    this.known = known;
  }

  @Operation(
      summary = "Invite many; each invitation succeeds or fails by itself",
      description =
          "The response has one result for each address, in their order, with the status that"
              + " the invitation alone would have had.")
  @PostMapping("/v1/organisations/{organisation}/invitations/batch")
  ResponseEntity<BatchAnswerBody> inviteMany(
      @PathVariable String organisation,
      @RequestBody BatchBody body,
      Caller caller,
      HttpServletRequest request) {
    OrganisationId id = Input.organisation(organisation);
    List<String> emails = Objects.requireNonNullElse(body.emails(), List.of());
    if (emails.isEmpty() || emails.size() > MOST) {
      throw Problem.ofField("emails", "emails must be 1 to " + MOST);
    }
    InvitationTerms terms =
        InvitationTerms.of(
            body.groups(), body.services(), body.invitedBy(), body.expiresIn(), caller);
    Call call = new Call(request, caller, body);
    idempotency.bind(call, () -> terms.check(known.in(id)));
    Map<EmailAddress, OneAnswerBody> asked = new HashMap<>();
    List<OneAnswerBody> answers = new ArrayList<>();
    for (String email : emails) {
      answers.add(
          answer(answers.size(), email, asked, invitee -> invite(invitee, id, terms, call)));
    }
    return Reply.done(null, new BatchAnswerBody(answers)).unstored();
  }

  /** Returns the result of one entry; a duplicate address is not invited twice. */
  private static OneAnswerBody answer(
      int index,
      String email,
      Map<EmailAddress, OneAnswerBody> asked,
      Function<EmailAddress, OneAnswerBody> invite) {
    try {
      EmailAddress invitee = Input.required("emails." + index, email, EmailAddress::of);
      OneAnswerBody before = asked.get(invitee);
      if (before == null) {
        OneAnswerBody first = invite.apply(invitee);
        asked.put(invitee, first);
        return first;
      }
      return before.invitation() == null
          ? before
          : refused(invitee.value(), Problem.of(Code.ALREADY_INVITED, GIVEN_BEFORE));
    } catch (InvalidInput e) {
      return refused(email, Problem.of(e).detail());
    }
  }

  private static OneAnswerBody refused(String email, ProblemDetail problem) {
    return new OneAnswerBody(email, problem.getStatus(), null, problem);
  }

  private OneAnswerBody invite(
      EmailAddress invitee, OrganisationId organisation, InvitationTerms terms, Call call) {
    try {
      Reply<SentInvitationBody> reply =
          sender.send(
              call.part(invitee.value()),
              to -> terms.to(invitee, organisation, call.caller().on(to)),
              sent ->
                  Reply.created(
                      Paths.below(organisation, "invitations", invitee.value()), null, sent));
      return new OneAnswerBody(invitee.value(), HttpStatus.CREATED.value(), reply.body(), null);
    } catch (Unavailable e) {
      throw e;
    } catch (OrgtableException e) {
      return refused(invitee.value(), Problem.of(e));
    }
  }

  /**
   * A batch of invitations to create.
   *
   * @param emails 1 to 1,000 addresses
   * @param groups the groups of the organisation to offer to each invitee
   * @param services the groups of its services to offer to each invitee, by the service's id
   * @param invitedBy the name of the inviter; omitted by persons, for whom it is their own address
   * @param expiresIn how long the invitations stay open, an ISO 8601 duration; default: {@code P7D}
   */
  record BatchBody(
      @Nullable List<String> emails,
      @Nullable List<String> groups,
      @Nullable Map<String, List<String>> services,
      @Nullable String invitedBy,
      @Nullable String expiresIn) {}

  /**
   * The results of a batch.
   *
   * @param data the results, in the order of the addresses
   */
  record BatchAnswerBody(List<OneAnswerBody> data) {}

  /**
   * The result of one invitation.
   *
   * @param email the invitee's address; as given, if it is not an address
   * @param status the HTTP status of the same invitation outside a batch
   * @param invitation the invitation with its token; null if it was refused
   * @param problem why the invitation was refused; null if it was created
   */
  record OneAnswerBody(
      String email,
      int status,
      @Nullable SentInvitationBody invitation,
      @Nullable ProblemDetail problem) {}
}
