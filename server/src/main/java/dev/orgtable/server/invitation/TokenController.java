package dev.orgtable.server.invitation;

import dev.orgtable.InvitationDetails;
import dev.orgtable.Member;
import dev.orgtable.OrgtableException.UserNotFound;
import dev.orgtable.Profile;
import dev.orgtable.server.member.GroupsBody;
import dev.orgtable.server.problem.Code;
import dev.orgtable.server.problem.Input;
import dev.orgtable.server.problem.Problem;
import dev.orgtable.server.web.Reply;
import dev.orgtable.store.InvitationStore;
import dev.orgtable.store.Orgtable;
import io.swagger.v3.oas.annotations.Operation;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/**
 * Shows, accepts and rejects invitations by token. All operations are idempotent by themselves and
 * take no {@code Idempotency-Key}.
 */
@RestController
final class TokenController {

  private static final String TOKENS = "/v1/invitations";
  private static final Pattern FORM = Pattern.compile("oti_[A-Za-z0-9_-]{43}");

  private final Orgtable orgtable;

  TokenController(Orgtable orgtable) {
    this.orgtable = orgtable;
  }

  @Operation(
      summary = "Get an invitation by its token",
      description =
          "What the invitee decides about. `isUser` says whether the invitee is a user already;"
              + " if not, `firstName` is required to accept.")
  @PostMapping(TOKENS + "/details")
  ResponseEntity<InvitationDetailsBody> getByToken(@RequestBody TokenBody body) {
    InvitationDetails details = orgtable.invitations().getByToken(token(body.token()));
    return Reply.done(null, InvitationDetailsBody.of(details)).unstored();
  }

  @Operation(
      summary = "Accept an invitation by its token",
      description =
          "An invitee who is not a user yet becomes one, and needs `firstName`; the profile of"
              + " an existing user stays.")
  @PostMapping(TOKENS + "/accept")
  ResponseEntity<AcceptedBody> acceptByToken(@RequestBody AcceptBody body) {
    Optional<Profile> profile = body.profile();
    Member member = accept(token(body.token()), profile);
    return Reply.done(null, AcceptedBody.of(member)).unstored();
  }

  /** An invitee who is not a user yet needs a name. */
  private Member accept(String token, Optional<Profile> profile) {
    InvitationStore invitations = orgtable.invitations();
    try {
      return profile
          .map(names -> invitations.acceptByToken(token, names))
          .orElseGet(() -> invitations.acceptByToken(token));
    } catch (UserNotFound e) {
      if (profile.isPresent()) {
        throw e;
      }
      throw Problem.ofField("firstName", "firstName is required: the invitee is not a user yet");
    }
  }

  @Operation(
      summary = "Reject an invitation by its token",
      description = "Nothing happens if it was rejected or revoked before.")
  @PostMapping(TOKENS + "/reject")
  ResponseEntity<Void> rejectByToken(@RequestBody TokenBody body) {
    orgtable.invitations().rejectByToken(token(body.token()));
    return ResponseEntity.noContent().build();
  }

  /** Tells a text that has lost a part, as when a link was copied, from an unknown token. */
  private static String token(@Nullable String given) {
    String token = Input.text("token", given);
    if (!FORM.matcher(token).matches()) {
      throw new Problem(
          Code.INVITATION_NOT_FOUND,
          "the token does not belong to an invitation;"
              + " a token begins with oti_ and has 47 characters");
    }
    return token;
  }

  /**
   * An invitation token.
   *
   * @param token the token that was shown when the invitation was created or resent
   */
  record TokenBody(@Nullable String token) {

    /** Returns a description without the token. */
    @Override
    public String toString() {
      return "a token";
    }
  }

  /**
   * An invitation token, with the profile of an invitee who is not a user yet.
   *
   * @param token the token that was shown when the invitation was created or resent
   * @param firstName the first name of a new user; ignored for an existing one
   * @param lastName the last name of a new user
   * @param phone the phone number of a new user
   */
  record AcceptBody(
      @Nullable String token,
      @Nullable String firstName,
      @Nullable String lastName,
      @Nullable String phone) {

    Optional<Profile> profile() {
      if (firstName == null && lastName == null && phone == null) {
        return Optional.empty();
      }
      return Optional.of(Input.profile(firstName, lastName, phone));
    }

    /** Returns a description without the token. */
    @Override
    public String toString() {
      return "a token to accept";
    }
  }

  /**
   * A membership, as returned to the holder of an invitation token: without the user's profile.
   *
   * @param organisation the organisation's id
   * @param email the member's address
   * @param acceptedAt when the user became a member
   * @param suspendedAt when the member was suspended; null if the member is active
   * @param groups the groups of the organisation that the member is in
   * @param services the groups of its services, by the service's id
   */
  record AcceptedBody(
      String organisation,
      String email,
      Instant acceptedAt,
      @Nullable Instant suspendedAt,
      List<String> groups,
      Map<String, List<String>> services) {

    static AcceptedBody of(Member member) {
      GroupsBody groups = GroupsBody.of(member.groups());
      return new AcceptedBody(
          member.organisation().value(),
          member.user().value(),
          member.acceptedAt(),
          member.suspendedAt().orElse(null),
          groups.groups(),
          groups.services());
    }
  }
}
