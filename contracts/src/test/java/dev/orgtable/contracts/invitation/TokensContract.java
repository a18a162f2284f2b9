package dev.orgtable.contracts.invitation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orgtable.EmailAddress;
import dev.orgtable.Group;
import dev.orgtable.Invitation;
import dev.orgtable.Member;
import dev.orgtable.OrganisationId;
import dev.orgtable.OrgtableException.InvitationNotFound;
import dev.orgtable.OrgtableException.InvitationTokenUnknown;
import dev.orgtable.OrgtableException.UserNotFound;
import dev.orgtable.PageRequest;
import dev.orgtable.User;
import dev.orgtable.contracts.Counted;
import dev.orgtable.contracts.ReportedCosts;
import dev.orgtable.contracts.TableContract;
import dev.orgtable.dynamodb.Cost;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The contract of invitation tokens: whoever holds one may accept or reject. */
final class TokensContract extends TableContract {

  private static final Duration HOUR = Duration.ofHours(1);

  @BeforeEach
  void ann_owns_acme_and_bob_is_a_user() {
    user(ANN);
    user(BOB);
    organisation(ACME, ANN);
    service(ACME, BILLING);
  }

  private String token(EmailAddress invitee, Group... groups) {
    Invitation invitation = orgtable().invitations().invite(invitee, ACME, Set.of(groups));
    return orgtable().invitations().issueToken(invitation);
  }

  private Member accept(String token) {
    return orgtable().invitations().acceptByToken(token);
  }

  private void reject(String token) {
    orgtable().invitations().rejectByToken(token);
  }

  @Test
  void the_token_accepts_the_groups_offered() {
    String token = token(BOB, STAFF, READERS);

    Member member = accept(token);

    assertThat(member)
        .isEqualTo(
            new Member(ACME, BOB, idOf(BOB), profile(BOB), Set.of(STAFF, READERS), clock.instant()))
        .isEqualTo(orgtable().memberships().get(BOB, ACME));
    assertThatThrownBy(() -> orgtable().invitations().get(BOB, ACME))
        .isInstanceOf(InvitationNotFound.class);
  }

  @Test
  void the_token_rejects_and_a_repetition_succeeds() {
    String token = token(BOB, STAFF);
    reject(token);
    List<Map<String, AttributeValue>> before = items();

    reject(token);

    assertThat(items()).containsExactlyInAnyOrderElementsOf(before);
    assertThat(itemsNaming(BOB))
        .extracting(item -> item.get("rng"))
        .containsExactlyInAnyOrder(AttributeValue.fromS("user"), AttributeValue.fromS("userId"));
  }

  @Test
  void a_token_is_256_bits_shown_once_and_kept_as_a_hash() {
    String token = token(BOB, STAFF);

    List<Map<String, AttributeValue>> naming = itemsNaming(token.substring("oti_".length()));

    assertThat(naming).isEmpty();
    assertThat(token).matches("oti_[A-Za-z0-9_-]{43}");
    assertThat(attribute("organisation/acme", "organisationInvitation/" + BOB, "tokenHash"))
        .hasValueSatisfying(hash -> assertThat(hash.s()).matches("[0-9a-f]{64}"));
  }

  /** Returns the only record of a token that is not one of the given ones. */
  private Map<String, AttributeValue> tokenRecord(List<Map<String, AttributeValue>> known) {
    return items().stream()
        .filter(item -> item.containsValue(AttributeValue.fromS("invitationToken")))
        .filter(item -> !known.contains(item))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void its_record_names_nobody_and_goes_thirty_days_after_the_invitation() {
    token(BOB, STAFF);

    Map<String, AttributeValue> record = tokenRecord(List.of());

    long week = clock.instant().plus(Duration.ofDays(7)).getEpochSecond();
    assertThat(record).containsOnlyKeys("id", "rng", "typ", "v", "place", "expiresAt", "removeAt");
    assertThat(record)
        .containsEntry("expiresAt", AttributeValue.fromN("" + week))
        .containsEntry(
            "removeAt", AttributeValue.fromN("" + (week + Duration.ofDays(30).toSeconds())));
    assertThat(record.toString()).containsPattern("invitationToken/[0-9a-f]{64}\\b");
    assertThat(readable(place(record)))
        .doesNotContain("bob")
        .doesNotContain("acme")
        .doesNotContain("example");
  }

  private static String place(Map<String, AttributeValue> record) {
    return record.getOrDefault("place", AttributeValue.fromS("")).s();
  }

  private static String readable(String base64) {
    return new String(Base64.getUrlDecoder().decode(base64), StandardCharsets.ISO_8859_1);
  }

  @Test
  void its_text_names_neither_the_invitee_nor_the_organisation() {
    String token = token(BOB, STAFF);

    assertThat(readable(token.substring("oti_".length())))
        .doesNotContain("bob")
        .doesNotContain("acme")
        .doesNotContain("example");
    assertThat(token).hasSize(47);
  }

  @Test
  void a_record_whose_place_was_altered_or_moved_from_another_token_opens_nothing() {
    String token = token(BOB, STAFF);
    Map<String, AttributeValue> bobs = tokenRecord(List.of());
    orgtable().invitations().revoke(BOB, ACME);
    String other = token(CAT, Group.OWNER);
    Map<String, AttributeValue> cats = tokenRecord(List.of(bobs));
    String place = place(cats);
    String altered = (place.charAt(0) == 'A' ? "B" : "A") + place.substring(1);

    for (String stored : List.of(place(bobs), altered, "", "?", "A")) {
      Map<String, AttributeValue> changed = new HashMap<>(cats);
      changed.put("place", AttributeValue.fromS(stored));
      put(changed);
      assertThatThrownBy(() -> accept(other)).isInstanceOf(InvitationTokenUnknown.class);
    }

    put(cats);
    assertThat(token).isNotEqualTo(other);
    assertThat(orgtable().invitations().getByToken(other).invitation().invitee()).isEqualTo(CAT);
  }

  @Test
  void an_address_of_any_letters_fits_into_a_token() {
    EmailAddress odd = EmailAddress.of("o/d.d+é" + "日".repeat(40) + "@example.com");
    user(odd);
    String token = token(odd, STAFF);

    Member member = accept(token);

    assertThat(member.user()).isEqualTo(odd);
  }

  @Test
  void accepting_twice_answers_the_same_and_writes_nothing() {
    String token = token(BOB, STAFF);
    Member first = accept(token);
    List<Map<String, AttributeValue>> before = items();
    clock.advance(HOUR);

    Member second = accept(token);

    assertThat(second).isEqualTo(first);
    assertThat(items()).containsExactlyInAnyOrderElementsOf(before);
  }

  @Test
  void the_token_valid_at_an_acceptance_without_it_returns_the_member() {
    String token = token(BOB, STAFF);
    Member first = orgtable().invitations().accept(BOB, ACME);

    Member second = accept(token);

    assertThat(second).isEqualTo(first);
  }

  @Test
  void an_invitee_without_a_user_cannot_accept_without_a_profile() {
    String token = token(CAT, STAFF);

    assertThatThrownBy(() -> accept(token))
        .isInstanceOfSatisfying(UserNotFound.class, e -> assertThat(e.user()).isEqualTo(CAT));

    assertThat(orgtable().invitations().get(CAT, ACME).groups()).containsExactly(STAFF);
  }

  @Test
  void an_invitee_without_a_user_becomes_one_by_a_profile() {
    String token = token(CAT, STAFF, Group.OWNER);

    Member member = orgtable().invitations().acceptByToken(token, profile(DAN));

    assertThat(member)
        .isEqualTo(
            new Member(
                ACME, CAT, idOf(CAT), profile(DAN), Set.of(STAFF, Group.OWNER), clock.instant()));
    assertThat(Counted.counted(orgtable().users().get(CAT)))
        .isEqualTo(new User(idOf(CAT), CAT, profile(DAN), clock.instant(), 1));
    assertThat(orgtable().users().search("c", PageRequest.first(9)).items()).hasSize(1);
    assertThat(ownerCount(ACME)).isEqualTo(2);
  }

  @Test
  void the_profile_of_a_user_stays() {
    String token = token(BOB, STAFF);

    Member member = orgtable().invitations().acceptByToken(token, profile(DAN));

    assertThat(member.profile()).isEqualTo(profile(BOB));
    assertThat(orgtable().users().get(BOB).profile()).isEqualTo(profile(BOB));
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        "oti_",
        "oti_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "oti_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "oti_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa=",
        "oti_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa+",
        "oti_YS9iL2NAZC5lZQ.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "OTI_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
      })
  void a_malformed_token_is_unknown_without_a_request(String text) {
    resetCost();

    assertThatThrownBy(() -> accept(text)).isInstanceOf(InvitationTokenUnknown.class);
    assertThatThrownBy(() -> reject(text)).isInstanceOf(InvitationTokenUnknown.class);

    assertThat(cost().requests()).isZero();
  }

  @Test
  void a_token_by_one_letter_more_less_or_other_is_unknown() {
    String token = token(BOB, STAFF);
    List<String> altered = new ArrayList<>(List.of(token + "a", "a" + token, token + "\n"));
    for (int i = 0; i < token.length(); i++) {
      char other = token.charAt(i) == 'A' ? 'B' : 'A';
      altered.add(token.substring(0, i) + other + token.substring(i + 1));
      altered.add(token.substring(0, i) + token.substring(i + 1));
    }

    assertThat(altered)
        .allSatisfy(
            text -> {
              assertThatThrownBy(() -> accept(text)).isInstanceOf(InvitationTokenUnknown.class);
              assertThatThrownBy(() -> reject(text)).isInstanceOf(InvitationTokenUnknown.class);
            });
    assertThat(accept(token).user()).isEqualTo(BOB);
  }

  @Test
  void a_token_opens_no_other_invitation_than_its_own() {
    organisation(BETA, ANN);
    orgtable().invitations().invite(BOB, BETA, Set.of(Group.OWNER));
    Invitation other = orgtable().invitations().get(BOB, BETA);
    String beta = orgtable().invitations().issueToken(other);
    String cat = token(CAT, Group.OWNER);
    String token = token(BOB, STAFF);

    assertThat(accept(token).groups()).containsExactly(STAFF);
    assertThat(orgtable().invitations().get(BOB, BETA)).isEqualTo(other);
    assertThat(orgtable().invitations().getByToken(beta).invitation()).isEqualTo(other);
    assertThat(orgtable().invitations().getByToken(cat).invitation().invitee()).isEqualTo(CAT);
  }

  /** Otherwise, the cost of a refusal would reveal who is invited or a member. */
  @Test
  void of_a_token_that_was_never_issued_nothing_is_read_but_whether_it_was() {
    String token = token(BOB, STAFF);
    String wrong = "oti_" + "a".repeat(43);
    String nearly = token.substring(0, 46) + (token.endsWith("A") ? "B" : "A");

    assertThat(List.of(wrong, nearly))
        .allSatisfy(
            text -> {
              resetCost();
              assertThatThrownBy(() -> accept(text))
                  .isInstanceOf(InvitationTokenUnknown.class)
                  .hasMessage("the token does not belong to an invitation");
              assertThat(cost()).isEqualTo(new Cost(1, 1, 0));
            });
  }

  @Test
  void a_token_is_issued_only_for_the_very_invitation_as_it_was_read() {
    Invitation first = orgtable().invitations().invite(BOB, ACME, Set.of(Group.OWNER));
    orgtable().invitations().revoke(BOB, ACME);
    Invitation second = orgtable().invitations().invite(BOB, ACME, Set.of());
    orgtable().invitations().resend(BOB, ACME, Duration.ofDays(30));
    List<Map<String, AttributeValue>> before = items();

    assertThatThrownBy(() -> orgtable().invitations().issueToken(first))
        .isInstanceOf(InvitationNotFound.class);
    assertThatThrownBy(() -> orgtable().invitations().issueToken(second))
        .isInstanceOf(InvitationNotFound.class);

    assertThat(items()).containsExactlyInAnyOrderElementsOf(before);
  }

  @Test
  void it_costs_little() {
    Invitation invitation = orgtable().invitations().invite(BOB, ACME, Set.of(STAFF));
    List<String> costs = new ArrayList<>();

    String token = counted(costs, "issue", () -> orgtable().invitations().issueToken(invitation));
    counted(costs, "accept by a token", () -> accept(token).toString());
    counted(costs, "accept again", () -> accept(token).toString());
    String rejected = token(CAT, STAFF);
    counted(costs, "reject by a token", () -> orgtable().invitations().rejectByToken(rejected));

    assertThat(costs)
        .isEqualTo(
            ReportedCosts.of(
                "issue: 1 requests, 0 R, 6 W",
                "accept by a token: 3 requests, 4 R, 13 W",
                "accept again: 3 requests, 6 R, 0 W",
                "reject by a token: 3 requests, 4 R, 9 W"));
  }

  private String counted(List<String> costs, String operation, Supplier<String> call) {
    resetCost();
    String answer = call.get();
    costs.add(ReportedCosts.line(operation, cost()));
    return answer;
  }

  private void counted(List<String> costs, String operation, Runnable call) {
    resetCost();
    call.run();
    costs.add(ReportedCosts.line(operation, cost()));
  }

  @Test
  void an_organisation_may_have_any_id() {
    OrganisationId odd = OrganisationId.of("A._~-");
    organisation(odd, ANN);
    Invitation invitation = orgtable().invitations().invite(BOB, odd, Set.of());
    String token = orgtable().invitations().issueToken(invitation);

    assertThatCode(() -> accept(token)).doesNotThrowAnyException();
  }
}
