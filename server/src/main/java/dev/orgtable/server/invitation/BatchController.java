package dev.orgtable.server.invitation;

import dev.orgtable.InvalidInput;
import dev.orgtable.OrganisationId;
import dev.orgtable.OrgtableException;
import dev.orgtable.OrgtableException.Unavailable;
import dev.orgtable.UserId;
import dev.orgtable.server.caller.Caller;
import dev.orgtable.server.idempotency.Call;
import dev.orgtable.server.idempotency.Idempotency;
import dev.orgtable.server.problem.Code;
import dev.orgtable.server.problem.Input;
import dev.orgtable.server.problem.Problem;
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
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Many invitations at once: each is made or refused by itself. */
@RestController
final class BatchController {

  private static final int MOST = 1000;
  private static final String GIVEN_BEFORE = "the address stands in this request before, too";

  private final Idempotency idempotency;
  private final Sending sending;

  BatchController(Idempotency idempotency, Sending sending) {
    this.idempotency = idempotency;
    this.sending = sending;
  }

  @Operation(summary = "Invite many, each by itself")
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
    Offer offer =
        Offer.of(body.groups(), body.services(), body.invitedBy(), body.expiresIn(), caller);
    Call call = new Call(request, caller, body);
    idempotency.bind(call);
    Map<UserId, OneAnswerBody> asked = new HashMap<>();
    List<OneAnswerBody> answers = new ArrayList<>();
    for (String email : emails) {
      answers.add(
          answer(answers.size(), email, asked, invitee -> invite(invitee, id, offer, call)));
    }
    return ResponseEntity.ok()
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .body(new BatchAnswerBody(answers));
  }

  /** Returns the answer for one entry: an address given again is not invited again. */
  private static OneAnswerBody answer(
      int index,
      String email,
      Map<UserId, OneAnswerBody> asked,
      Function<UserId, OneAnswerBody> invite) {
    try {
      UserId invitee = Input.required("emails." + index, email, UserId::of);
      OneAnswerBody before = asked.get(invitee);
      if (before == null) {
        OneAnswerBody first = invite.apply(invitee);
        asked.put(invitee, first);
        return first;
      }
      return before.invitation() == null
          ? before
          : refused(invitee.email(), Problem.of(Code.ALREADY_INVITED, GIVEN_BEFORE));
    } catch (InvalidInput e) {
      return refused(email, Problem.of(e).detail());
    }
  }

  private static OneAnswerBody refused(String email, ProblemDetail problem) {
    return new OneAnswerBody(email, problem.getStatus(), null, problem);
  }

  private OneAnswerBody invite(
      UserId invitee, OrganisationId organisation, Offer offer, Call call) {
    try {
      Reply<SentInvitationBody> reply =
          sending.send(
              call.part(invitee.email()),
              to -> offer.to(invitee, organisation, call.caller().on(to)),
              sent ->
                  Reply.created(
                      Paths.below(organisation, "invitations", invitee.email()), null, sent));
      return new OneAnswerBody(invitee.email(), HttpStatus.CREATED.value(), reply.body(), null);
    } catch (Unavailable e) {
      throw e;
    } catch (OrgtableException e) {
      return refused(invitee.email(), Problem.of(e));
    }
  }

  /**
   * Whom to invite, and to what.
   *
   * @param emails 1 to 1,000 addresses
   * @param groups the groups of the organisation to offer to each
   * @param services the groups of its services to offer to each, by the service's id
   * @param invitedBy who invites, in words; for a person it is the own address, and left out
   * @param expiresIn how long they stay open, as in ISO 8601: {@code P7D} by default
   */
  record BatchBody(
      @Nullable List<String> emails,
      @Nullable List<String> groups,
      @Nullable Map<String, List<String>> services,
      @Nullable String invitedBy,
      @Nullable String expiresIn) {}

  /**
   * What became of each.
   *
   * @param data the answers in the order of the addresses
   */
  record BatchAnswerBody(List<OneAnswerBody> data) {}

  /**
   * What became of one.
   *
   * @param email who was to be invited; as given, if that is no address
   * @param status the HTTP status that inviting this one alone would have had
   * @param invitation the invitation with its token, if it was made
   * @param problem why not, if it was refused
   */
  record OneAnswerBody(
      String email,
      int status,
      @Nullable SentInvitationBody invitation,
      @Nullable ProblemDetail problem) {}
}
