package dev.orgtable.server.invitation;

import dev.orgtable.Member;
import dev.orgtable.OrgtableException.UserNotFound;
import dev.orgtable.Profile;
import dev.orgtable.server.member.GroupsBody;
import dev.orgtable.server.problem.Input;
import dev.orgtable.server.problem.Problem;
import dev.orgtable.store.InvitationStore;
import dev.orgtable.store.Orgtable;
import io.swagger.v3.oas.annotations.Operation;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/**
 * Invitations, for whoever holds a token. Asked twice, both operations answer the same by
 * themselves: they take no Idempotency-Key.
 */
@RestController
final class TokenController {

  private static final String TOKENS = "/v1/invitations";

  private final Orgtable orgtable;

  TokenController(Orgtable orgtable) {
    this.orgtable = orgtable;
  }

  @Operation(summary = "Accept an invitation by its token")
  @PostMapping(TOKENS + "/accept")
  ResponseEntity<AcceptedBody> acceptByToken(@RequestBody AcceptBody body) {
    String token = Input.text("token", body.token());
    Member member = accept(token, body.profile());
    return ResponseEntity.ok()
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .body(AcceptedBody.of(member));
  }

  /** Whoever is no user yet needs a name. */
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
      throw Problem.ofField(
          "firstName",
          "firstName is required: the invitee is no user yet, and becomes one by this");
    }
  }

  @Operation(summary = "Reject an invitation by its token")
  @PostMapping(TOKENS + "/reject")
  ResponseEntity<Void> rejectByToken(@RequestBody TokenBody body) {
    orgtable.invitations().rejectByToken(Input.text("token", body.token()));
    return ResponseEntity.noContent().build();
  }

  /**
   * A token.
   *
   * @param token as it was shown when the invitation was made or resent
   */
  record TokenBody(@Nullable String token) {

    /** Returns what it is, not the token. */
    @Override
    public String toString() {
      return "a token";
    }
  }

  /**
   * A token, and what the invitee is called who is no user yet and becomes one by this.
   *
   * @param token as it was shown when the invitation was made or resent
   * @param firstName the first name of one who is no user yet; a user's own name stays
   * @param lastName the last name of one who is no user yet
   * @param phone the phone of one who is no user yet
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
      return Optional.of(
          new Profile(
              Input.text("firstName", firstName),
              Objects.requireNonNullElse(lastName, ""),
              Objects.requireNonNullElse(phone, "")));
    }

    /** Returns what it is, not the token. */
    @Override
    public String toString() {
      return "a token to accept";
    }
  }

  /**
   * A membership, as whoever holds the token of its invitation sees it: nothing of the user but the
   * address, which the token itself tells.
   *
   * @param organisation the organisation's id
   * @param email the member's address
   * @param acceptedAt since when the user is a member
   * @param groups the groups of the organisation that the member is in
   * @param services the groups of its services, by the service's id
   */
  record AcceptedBody(
      String organisation,
      String email,
      Instant acceptedAt,
      List<String> groups,
      Map<String, List<String>> services) {

    static AcceptedBody of(Member member) {
      GroupsBody groups = GroupsBody.of(member.groups());
      return new AcceptedBody(
          member.organisation().value(),
          member.user().email(),
          member.acceptedAt(),
          groups.groups(),
          groups.services());
    }
  }
}
