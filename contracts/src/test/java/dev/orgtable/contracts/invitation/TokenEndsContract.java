package dev.orgtable.contracts.invitation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orgtable.EmailAddress;
import dev.orgtable.Invitation;
import dev.orgtable.Member;
import dev.orgtable.OrgtableException.InvitationExpired;
import dev.orgtable.OrgtableException.InvitationNotOpen;
import dev.orgtable.OrgtableException.InvitationNotOpen.Ending;
import dev.orgtable.OrgtableException.InvitationTokenUnknown;
import dev.orgtable.contracts.AtOnce;
import dev.orgtable.contracts.MeanwhileClient;
import dev.orgtable.contracts.TableContract;
import dev.orgtable.store.Orgtable;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;

/** The contract of tokens that are no longer valid: their holders learn why. */
final class TokenEndsContract extends TableContract {

  private static final Duration DAY = Duration.ofDays(1);
  private static final int THREADS = 8;
  private static final int ROUNDS = 20;

  private String token = "";

  @BeforeEach
  void bob_holds_a_token_for_acme() {
    user(ANN);
    user(BOB);
    organisation(ACME, ANN);
    invite();
  }

  private Invitation invite() {
    Invitation invitation = orgtable().invitations().invite(BOB, ACME, Set.of(STAFF));
    token = orgtable().invitations().issueToken(invitation);
    return invitation;
  }

  private String resend() {
    return orgtable()
        .invitations()
        .issueToken(orgtable().invitations().resend(BOB, ACME, DAY.multipliedBy(7)));
  }

  private Member accept(String text) {
    return accept(orgtable(), text);
  }

  private static Member accept(Orgtable orgtable, String text) {
    return orgtable.invitations().acceptByToken(text);
  }

  private void reject(String text) {
    orgtable().invitations().rejectByToken(text);
  }

  private static void assertEnded(Ending how, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            InvitationNotOpen.class,
            e -> {
              assertThat(e.ending()).isEqualTo(how);
              assertThat(e.invitee()).isEqualTo(BOB);
              assertThat(e.organisation()).isEqualTo(ACME);
            });
  }

  @Test
  void a_token_issued_again_replaces_the_former() {
    String second = orgtable().invitations().issueToken(orgtable().invitations().get(BOB, ACME));

    assertEnded(Ending.REPLACED, () -> accept(token));
    assertEnded(Ending.REPLACED, () -> reject(token));

    assertThat(accept(second).user()).isEqualTo(BOB);
  }

  @Test
  void a_token_is_replaced_when_its_invitation_is_resent() {
    orgtable().invitations().resend(BOB, ACME, DAY);

    assertEnded(Ending.REPLACED, () -> accept(token));
    assertEnded(Ending.REPLACED, () -> reject(token));

    assertThat(orgtable().invitations().get(BOB, ACME).groups()).containsExactly(STAFF);
  }

  @Test
  void a_token_of_an_earlier_invitation_is_replaced() {
    String first = token;
    orgtable().invitations().revoke(BOB, ACME);
    invite();

    assertEnded(Ending.REPLACED, () -> accept(first));
    assertEnded(Ending.REPLACED, () -> reject(first));

    assertThat(accept(token).user()).isEqualTo(BOB);
  }

  @Test
  void a_token_of_a_revoked_invitation_has_ended() {
    orgtable().invitations().revoke(BOB, ACME);

    assertEnded(Ending.ENDED, () -> accept(token));
    reject(token);

    assertThat(itemsNaming(BOB)).as("the user and its id").hasSize(2);
  }

  @Test
  void a_token_that_rejected_its_invitation_has_ended() {
    reject(token);

    assertEnded(Ending.ENDED, () -> accept(token));

    assertThat(itemsNaming(BOB)).as("the user and its id").hasSize(2);
  }

  @Test
  void a_token_replaced_before_the_acceptance_shows_no_member() {
    String first = token;
    accept(resend());

    assertEnded(Ending.ACCEPTED, () -> accept(first));
    assertEnded(Ending.ACCEPTED, () -> reject(first));

    assertThat(orgtable().memberships().get(BOB, ACME).groups()).containsExactly(STAFF);
  }

  @Test
  void an_accepted_invitation_cannot_be_rejected() {
    accept(token);

    assertEnded(Ending.ACCEPTED, () -> reject(token));

    assertThat(accept(token)).isEqualTo(orgtable().memberships().get(BOB, ACME));
  }

  @Test
  void a_token_whose_member_was_removed_has_ended_and_restores_nothing() {
    accept(token);
    orgtable().memberships().remove(BOB, ACME);

    assertEnded(Ending.ENDED, () -> accept(token));
    reject(token);

    assertThat(itemsNaming(BOB)).as("the user and its id").hasSize(2);
  }

  @Test
  void a_token_whose_member_was_removed_and_added_again_shows_no_member() {
    accept(token);
    orgtable().memberships().remove(BOB, ACME);
    orgtable().memberships().addMember(BOB, ACME, Set.of());

    assertEnded(Ending.ENDED, () -> accept(token));
    reject(token);

    assertThat(orgtable().memberships().get(BOB, ACME).groups()).isEmpty();
  }

  @Test
  void the_token_of_an_expired_invitation_says_so_and_resending_opens_another() {
    clock.advance(DAY.multipliedBy(7));

    assertThatThrownBy(() -> accept(token)).isInstanceOf(InvitationExpired.class);

    String second = resend();
    assertEnded(Ending.REPLACED, () -> accept(token));
    assertThat(accept(second).user()).isEqualTo(BOB);
  }

  @Test
  void an_expired_invitation_gets_no_token_until_it_is_resent() {
    Invitation expired = orgtable().invitations().invite(CAT, ACME, Set.of(STAFF));
    clock.advance(DAY.multipliedBy(7));
    assertThatThrownBy(() -> orgtable().invitations().issueToken(expired))
        .isInstanceOf(InvitationExpired.class);
    assertThat(accept(resend()).user()).isEqualTo(BOB);
  }

  @Test
  void an_expired_invitation_can_be_rejected() {
    clock.advance(DAY.multipliedBy(7));

    reject(token);

    assertThat(itemsNaming(BOB)).as("the user and its id").hasSize(2);
    assertThatThrownBy(() -> accept(token)).isInstanceOf(InvitationExpired.class);
  }

  @Test
  void thirty_days_after_its_invitations_end_a_token_is_unknown_whatever_became_of_it() {
    accept(token);
    Instant end = clock.instant().truncatedTo(ChronoUnit.SECONDS).plus(DAY.multipliedBy(37));
    clock.advance(Duration.between(clock.instant(), end).minusMillis(1));
    Member last = accept(token);
    clock.advance(Duration.ofMillis(1));

    assertThatThrownBy(() -> accept(token)).isInstanceOf(InvitationTokenUnknown.class);
    assertThatThrownBy(() -> reject(token)).isInstanceOf(InvitationTokenUnknown.class);

    assertThat(last).isEqualTo(orgtable().memberships().get(BOB, ACME));
  }

  @Test
  void a_token_says_that_its_organisation_is_deleted_or_has_ended_with_its_user() {
    orgtable().organisations().delete(ACME);
    assertEnded(Ending.ORGANISATION_DELETED, () -> accept(token));
    organisation(ACME, ANN);
    invite();
    orgtable().users().delete(BOB);

    assertEnded(Ending.ENDED, () -> accept(token));
    reject(token);

    assertThat(itemsNaming(BOB)).isEmpty();
  }

  @Test
  void a_token_of_an_address_that_moved_opens_nothing_even_after_it_moved_back() {
    orgtable().users().changeAddress(BOB, CAT);
    assertEnded(Ending.ADDRESS_CHANGED, () -> accept(token));
    assertEnded(Ending.ADDRESS_CHANGED, () -> reject(token));
    assertThat(orgtable().invitations().get(CAT, ACME).groups()).containsExactly(STAFF);
    orgtable().users().changeAddress(CAT, BOB);

    assertEnded(Ending.ADDRESS_CHANGED, () -> accept(token));

    assertThat(attribute("organisation/acme", "organisationInvitation/" + BOB, "tokenHash"))
        .isEmpty();
    assertThat(accept(resend()).user()).isEqualTo(BOB);
  }

  @Test
  void a_token_of_a_member_whose_address_moved_shows_no_member() {
    accept(token);
    orgtable().users().changeAddress(BOB, CAT);

    assertEnded(Ending.ADDRESS_CHANGED, () -> accept(token));

    assertThat(attribute("organisation/acme", "organisationGroupMember/" + CAT, "tokenHash"))
        .isEmpty();
  }

  @Test
  void a_token_accepted_many_times_at_once_returns_the_same_member_each_time() {
    List<AtOnce.Outcome<Member>> outcomes =
        AtOnce.call(
            THREADS,
            () -> {
              clock.advance(Duration.ofSeconds(1));
              return accept(token);
            });

    assertThat(AtOnce.refusals(outcomes)).isEmpty();
    assertThat(AtOnce.answers(outcomes))
        .hasSize(THREADS)
        .containsOnly(orgtable().memberships().get(BOB, ACME));
  }

  @Test
  void a_newcomer_accepting_many_times_at_once_becomes_one_user() {
    String newcomers =
        orgtable()
            .invitations()
            .issueToken(orgtable().invitations().invite(CAT, ACME, Set.of(STAFF)));

    List<AtOnce.Outcome<Member>> outcomes =
        AtOnce.call(THREADS, () -> orgtable().invitations().acceptByToken(newcomers, profile(CAT)));

    assertThat(AtOnce.refusals(outcomes)).isEmpty();
    assertThat(AtOnce.answers(outcomes)).containsOnly(orgtable().memberships().get(CAT, ACME));
    assertThat(orgtable().users().get(CAT).profile()).isEqualTo(profile(CAT));
  }

  @Test
  void a_newcomer_who_becomes_a_user_meanwhile_keeps_that_profile() {
    String newcomers =
        orgtable()
            .invitations()
            .issueToken(orgtable().invitations().invite(CAT, ACME, Set.of(STAFF)));

    Member member = meanwhile(() -> user(CAT)).invitations().acceptByToken(newcomers, profile(DAN));

    assertThat(member.profile()).isEqualTo(profile(CAT));
    assertThat(orgtable().users().get(CAT).profile()).isEqualTo(profile(CAT));
  }

  @Test
  void an_invitation_ends_once_whoever_accepts_rejects_revokes_and_resends_it_at_once() {
    Set<String> endings = new HashSet<>();
    for (int round = 0; round < ROUNDS; round++) {
      Invitation invitation = round == 0 ? orgtable().invitations().get(BOB, ACME) : invite();

      List<AtOnce.Outcome<String>> outcomes =
          AtOnce.call(
              List.of(
                  ending("accepted", () -> accept(token)),
                  ending("rejected", () -> reject(token)),
                  ending("revoked", () -> orgtable().invitations().revoke(invitation)),
                  ending("resent", () -> resend())));

      List<String> done = new ArrayList<>(AtOnce.answers(outcomes));
      done.remove("resent");
      boolean member = !itemsNaming("organisationGroupMember/" + BOB).isEmpty();
      assertThat(member).isEqualTo(done.contains("accepted"));
      assertThat(violations()).isEmpty();
      endings.addAll(done);
      settle(member);
    }
    assertThat(endings).isSubsetOf("accepted", "rejected", "revoked");
  }

  private static Supplier<String> ending(String name, Runnable act) {
    return () -> {
      act.run();
      return name;
    };
  }

  private void settle(boolean member) {
    if (member) {
      orgtable().memberships().remove(BOB, ACME);
    } else if (!itemsNaming("organisationInvitation/" + BOB).isEmpty()) {
      orgtable().invitations().revoke(BOB, ACME);
    }
  }

  @Test
  void a_token_replaced_during_its_acceptance_accepts_nothing() {
    List<String> second = new ArrayList<>();

    assertEnded(Ending.REPLACED, () -> accept(afterReading(() -> second.add(resend())), token));

    assertThat(accept(second.get(0)).user()).isEqualTo(BOB);
  }

  @Test
  void a_token_replaced_during_its_rejection_rejects_nothing() {
    Orgtable racing = afterReading(this::resend);

    assertEnded(Ending.REPLACED, () -> racing.invitations().rejectByToken(token));

    assertThat(orgtable().invitations().get(BOB, ACME).groups()).containsExactly(STAFF);
  }

  @Test
  void an_invitation_revoked_during_its_acceptance_has_ended() {
    Orgtable racing = afterReading(() -> orgtable().invitations().revoke(BOB, ACME));

    assertEnded(Ending.ENDED, () -> accept(racing, token));

    assertThat(itemsNaming(BOB)).as("the user and its id").hasSize(2);
  }

  @Test
  void a_token_issued_during_an_acceptance_without_it_returns_the_member() {
    List<String> second = new ArrayList<>();
    Orgtable racing = afterReading(() -> second.add(resend()));

    Member member = racing.invitations().accept(BOB, ACME);

    assertThat(accept(second.get(0))).isEqualTo(member);
    assertEnded(Ending.ACCEPTED, () -> accept(token));
  }

  private Orgtable afterReading(Runnable meanwhile) {
    return on(MeanwhileClient.after(client(), BatchGetItemResponse.class::isInstance, meanwhile));
  }

  @Test
  void an_invitation_accepted_without_a_token_stores_no_hash() {
    orgtable()
        .invitations()
        .invite(user(EmailAddress.of("eve@example.com")).email(), ACME, Set.of());

    orgtable().invitations().accept(EmailAddress.of("eve@example.com"), ACME);

    Map<String, AttributeValue> member =
        item("organisation/acme", "organisationGroupMember/eve@example.com");
    assertThat(member).doesNotContainKey("tokenHash");
  }
}
