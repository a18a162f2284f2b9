package dev.orgtable.contracts.invitation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orgtable.Group;
import dev.orgtable.Invitation;
import dev.orgtable.Member;
import dev.orgtable.OrgtableException.AlreadyInvited;
import dev.orgtable.OrgtableException.AlreadyMember;
import dev.orgtable.OrgtableException.InvitationExpired;
import dev.orgtable.OrgtableException.InvitationNotFound;
import dev.orgtable.PageRequest;
import dev.orgtable.contracts.TableContract;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The contract of closing invitations: by rejection, revocation or expiry. */
final class InvitationEndsContract extends TableContract {

  private static final Duration HOUR = Duration.ofHours(1);

  /**
   * The time until the expiry of an invitation for one hour that is created half a second past a
   * whole second.
   */
  private static final Duration TO_THE_END = HOUR.minusMillis(500);

  @BeforeEach
  void ann_owns_acme_and_bob_is_a_user() {
    user(ANN);
    user(BOB);
    organisation(ACME, ANN);
  }

  private Invitation inviteBob(Group... groups) {
    return orgtable().invitations().invite(BOB, ACME, Set.of(groups), "Ann", HOUR);
  }

  @Test
  void a_rejected_invitation_is_gone_on_both_sides() {
    List<Map<String, AttributeValue>> before = itemsButAcme();
    inviteBob(STAFF);

    orgtable().invitations().reject(BOB, ACME);

    assertThat(itemsButAcme()).containsExactlyInAnyOrderElementsOf(before);
    assertNoneIsOpen();
  }

  @Test
  void a_revoked_invitation_is_gone_on_both_sides() {
    List<Map<String, AttributeValue>> before = itemsButAcme();
    inviteBob(STAFF);

    orgtable().invitations().revoke(BOB, ACME);

    assertThat(itemsButAcme()).containsExactlyInAnyOrderElementsOf(before);
    assertNoneIsOpen();
  }

  /** Returns all items except the organisation's, whose child version counts additions. */
  private List<Map<String, AttributeValue>> itemsButAcme() {
    AttributeValue organisation = AttributeValue.fromS("organisation");
    return items().stream().filter(item -> !organisation.equals(item.get("typ"))).toList();
  }

  private void assertNoneIsOpen() {
    assertThatThrownBy(() -> orgtable().invitations().get(BOB, ACME))
        .isInstanceOf(InvitationNotFound.class);
    assertThatThrownBy(() -> orgtable().invitations().accept(BOB, ACME))
        .isInstanceOf(InvitationNotFound.class);
    assertThat(orgtable().users().details(BOB).invitations()).isEmpty();
  }

  @Test
  void an_invitation_is_rejected_once() {
    Invitation invitation = inviteBob();
    orgtable().invitations().reject(invitation);

    assertThatThrownBy(() -> orgtable().invitations().reject(BOB, ACME))
        .isInstanceOf(InvitationNotFound.class);

    assertThatThrownBy(() -> orgtable().invitations().reject(invitation))
        .isInstanceOf(InvitationNotFound.class);
  }

  @Test
  void an_invitation_is_revoked_once() {
    Invitation invitation = inviteBob();
    orgtable().invitations().revoke(invitation);

    assertThatThrownBy(() -> orgtable().invitations().revoke(BOB, ACME))
        .isInstanceOf(InvitationNotFound.class);

    assertThatThrownBy(() -> orgtable().invitations().revoke(invitation))
        .isInstanceOf(InvitationNotFound.class);
  }

  @Test
  void a_member_cannot_reject_nor_be_revoked() {
    Invitation invitation = inviteBob(STAFF);
    Member member = orgtable().invitations().accept(invitation);

    assertThatThrownBy(() -> orgtable().invitations().reject(BOB, ACME))
        .isInstanceOf(AlreadyMember.class);
    assertThatThrownBy(() -> orgtable().invitations().revoke(BOB, ACME))
        .isInstanceOf(AlreadyMember.class);

    assertThatThrownBy(() -> orgtable().invitations().reject(invitation))
        .isInstanceOf(AlreadyMember.class);
    assertThatThrownBy(() -> orgtable().invitations().revoke(invitation))
        .isInstanceOf(AlreadyMember.class);
    assertThat(orgtable().memberships().get(BOB, ACME)).isEqualTo(member);
  }

  @Test
  void an_answer_to_an_earlier_invitation_does_not_end_a_later_one() {
    Invitation first = inviteBob(STAFF);
    orgtable().invitations().revoke(first);
    Invitation second = inviteBob();

    assertThatThrownBy(() -> orgtable().invitations().revoke(first))
        .isInstanceOf(InvitationNotFound.class);
    assertThatThrownBy(() -> orgtable().invitations().reject(first))
        .isInstanceOf(InvitationNotFound.class);

    assertThat(orgtable().invitations().get(BOB, ACME)).isEqualTo(second);
  }

  @Test
  void an_invitation_can_be_accepted_until_its_last_moment() {
    inviteBob(STAFF);
    clock.advance(TO_THE_END.minusNanos(1));

    Member member = orgtable().invitations().accept(BOB, ACME);

    assertThat(member.groups()).containsExactly(STAFF);
  }

  @Test
  void an_expired_invitation_cannot_be_accepted() {
    Invitation invitation = inviteBob(STAFF);
    clock.advance(TO_THE_END);

    assertThatThrownBy(() -> orgtable().invitations().accept(BOB, ACME))
        .isInstanceOfSatisfying(
            InvitationExpired.class, e -> assertThat(e.invitee()).isEqualTo(BOB));

    assertThatThrownBy(() -> orgtable().invitations().accept(invitation))
        .isInstanceOf(InvitationExpired.class);
  }

  @Test
  void an_expired_invitation_is_not_listed() {
    Invitation invitation = inviteBob(STAFF);

    clock.advance(TO_THE_END);

    assertThat(orgtable().invitations().list(ACME, PageRequest.first(10)).items()).isEmpty();
    assertThat(orgtable().organisations().details(ACME).invitations()).isEmpty();
    assertThat(orgtable().users().invitations(BOB, PageRequest.first(10)).items()).isEmpty();
    assertThat(orgtable().users().details(BOB).invitations()).isEmpty();
    assertThat(orgtable().invitations().get(BOB, ACME)).isEqualTo(invitation);
  }

  @Test
  void an_invitation_is_replaced_once_it_has_expired_and_not_before() {
    Invitation first = inviteBob(STAFF);
    clock.advance(TO_THE_END.minusNanos(1));
    assertThatThrownBy(() -> inviteBob(Group.OWNER)).isInstanceOf(AlreadyInvited.class);
    clock.advance(Duration.ofNanos(1));

    Invitation second = inviteBob();

    assertThatThrownBy(() -> orgtable().invitations().accept(first))
        .isInstanceOf(InvitationNotFound.class);
    assertThat(orgtable().invitations().accept(second).groups()).isEmpty();
  }

  @Test
  void an_expired_invitation_does_not_keep_anyone_from_being_added() {
    inviteBob(STAFF);
    clock.advance(TO_THE_END);

    Member member = orgtable().memberships().addMember(BOB, ACME, Set.of());

    assertThat(orgtable().memberships().get(BOB, ACME)).isEqualTo(member);
    assertNoInvitationIsLeft();
  }

  @Test
  void an_expired_invitation_can_be_cleared_away() {
    inviteBob(STAFF);
    clock.advance(TO_THE_END);

    orgtable().invitations().revoke(BOB, ACME);

    assertNoInvitationIsLeft();
  }

  private void assertNoInvitationIsLeft() {
    assertThatThrownBy(() -> orgtable().invitations().get(BOB, ACME))
        .isInstanceOf(InvitationNotFound.class);
  }
}
