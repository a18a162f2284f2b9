package dev.orgtable.contracts.invitation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orgtable.Group;
import dev.orgtable.Invitation;
import dev.orgtable.Member;
import dev.orgtable.OrgtableException.InvitationNotFound;
import dev.orgtable.OrgtableException.UserNotFound;
import dev.orgtable.PageRequest;
import dev.orgtable.User;
import dev.orgtable.UserOrganisation;
import dev.orgtable.contracts.MeanwhileClient;
import dev.orgtable.contracts.TableContract;
import dev.orgtable.store.Orgtable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;

/** The contract of accepting invitations. */
final class AcceptanceContract extends TableContract {

  private static final Duration DAY = Duration.ofDays(1);

  @BeforeEach
  void ann_owns_acme_and_bob_is_a_user() {
    user(ANN);
    user(BOB);
    organisation(ACME, ANN);
    service(ACME, BILLING);
  }

  private Invitation inviteBob(Group... groups) {
    return orgtable().invitations().invite(BOB, ACME, Set.of(groups));
  }

  @Test
  void accepting_gives_exactly_the_groups_offered() {
    inviteBob(STAFF, READERS);
    clock.advance(DAY);
    Instant now = clock.instant();

    Member member = orgtable().invitations().accept(BOB, ACME);

    assertThat(member)
        .isEqualTo(new Member(ACME, BOB, idOf(BOB), profile(BOB), Set.of(STAFF, READERS), now))
        .isEqualTo(orgtable().memberships().get(BOB, ACME));
    assertThat(orgtable().users().details(BOB).organisations())
        .containsExactly(new UserOrganisation(ACME, "Organisation acme", now));
  }

  @Test
  void an_invitation_to_no_group_makes_a_member_without_groups() {
    inviteBob();

    Member member = orgtable().invitations().accept(BOB, ACME);

    assertThat(member.groups()).isEmpty();
    assertThat(attribute("organisation/acme", "organisationGroupMember/" + BOB, "groups"))
        .isEmpty();
  }

  @Test
  void an_accepted_invitation_is_open_no_more() {
    inviteBob(STAFF);

    orgtable().invitations().accept(BOB, ACME);

    assertThatThrownBy(() -> orgtable().invitations().get(BOB, ACME))
        .isInstanceOf(InvitationNotFound.class);
    assertThat(orgtable().invitations().list(ACME, PageRequest.first(10)).items()).isEmpty();
    assertThat(orgtable().users().invitations(BOB, PageRequest.first(10)).items()).isEmpty();
  }

  @Test
  void both_sides_of_the_membership_carry_the_invitations_id() {
    Invitation invitation = inviteBob(STAFF);

    orgtable().invitations().accept(BOB, ACME);

    AttributeValue id = AttributeValue.fromS(invitation.id().value());
    assertThat(item("user/" + BOB, "userOrganisation/acme"))
        .containsEntry("membershipId", id)
        .doesNotContainKey("expiresAt");
    assertThat(item("organisation/acme", "organisationGroupMember/" + BOB))
        .containsEntry("membershipId", id);
  }

  @Test
  void accepting_twice_answers_the_same_and_since_when_does_not_move() {
    Invitation invitation = inviteBob(STAFF);
    Member first = orgtable().invitations().accept(BOB, ACME);
    List<Map<String, AttributeValue>> before = items();
    clock.advance(DAY);

    Member second = orgtable().invitations().accept(BOB, ACME);

    assertThat(second).isEqualTo(first);
    assertThat(orgtable().invitations().accept(invitation)).isEqualTo(first);
    assertThat(items()).containsExactlyInAnyOrderElementsOf(before);
  }

  @Test
  void accepting_again_gives_back_no_group_taken_away_since() {
    inviteBob(STAFF, READERS);
    orgtable().invitations().accept(BOB, ACME);
    orgtable().memberships().removeFromGroups(BOB, ACME, Set.of(READERS));

    Member member = orgtable().invitations().accept(BOB, ACME);

    assertThat(member.groups()).containsExactly(STAFF);
    assertThat(orgtable().memberships().get(BOB, ACME)).isEqualTo(member);
  }

  @Test
  void an_invitation_that_was_replaced_cannot_be_accepted() {
    Invitation first = inviteBob(Group.OWNER);
    orgtable().invitations().revoke(BOB, ACME);
    Invitation second = inviteBob(STAFF);

    assertThatThrownBy(() -> orgtable().invitations().accept(first))
        .isInstanceOf(InvitationNotFound.class);

    assertThat(orgtable().invitations().get(BOB, ACME)).isEqualTo(second);
    assertThat(orgtable().invitations().accept(second).groups()).containsExactly(STAFF);
  }

  @Test
  void an_invitation_that_is_replaced_by_one_like_it_while_being_accepted_is_not_accepted() {
    Invitation first = inviteBob(STAFF);
    List<Invitation> second = new ArrayList<>();
    Orgtable racing =
        on(
            MeanwhileClient.after(
                client(),
                BatchGetItemResponse.class::isInstance,
                () -> {
                  orgtable().invitations().revoke(BOB, ACME);
                  second.add(inviteBob(STAFF));
                }));

    assertThatThrownBy(() -> racing.invitations().accept(first))
        .isInstanceOf(InvitationNotFound.class);

    assertThat(second).containsExactly(orgtable().invitations().get(BOB, ACME));
  }

  @Test
  void an_invitation_to_an_earlier_membership_cannot_be_accepted() {
    Invitation first = inviteBob(STAFF);
    orgtable().invitations().accept(first);
    orgtable().memberships().remove(BOB, ACME);
    Invitation second = inviteBob();
    orgtable().invitations().accept(second);

    assertThatThrownBy(() -> orgtable().invitations().accept(first))
        .isInstanceOf(InvitationNotFound.class);

    assertThat(orgtable().memberships().get(BOB, ACME).groups()).isEmpty();
  }

  @Test
  void a_removed_member_cannot_accept_the_same_invitation_again() {
    Invitation invitation = inviteBob(STAFF);
    orgtable().invitations().accept(invitation);
    orgtable().memberships().remove(BOB, ACME);

    assertThatThrownBy(() -> orgtable().invitations().accept(BOB, ACME))
        .isInstanceOf(InvitationNotFound.class);

    assertThatThrownBy(() -> orgtable().invitations().accept(invitation))
        .isInstanceOf(InvitationNotFound.class);
  }

  @Test
  void an_invitee_who_is_not_a_user_must_become_one_to_accept() {
    orgtable().invitations().invite(CAT, ACME, Set.of(STAFF));

    assertThatThrownBy(() -> orgtable().invitations().accept(CAT, ACME))
        .isInstanceOfSatisfying(UserNotFound.class, e -> assertThat(e.user()).isEqualTo(CAT));

    user(CAT);
    assertThat(orgtable().invitations().accept(CAT, ACME).profile()).isEqualTo(profile(CAT));
  }

  @Test
  void the_member_has_the_profile_of_the_moment_of_accepting() {
    inviteBob(STAFF);
    User bob = orgtable().users().get(BOB);
    orgtable().users().update(bob.withProfile(profile(DAN)));

    Member member = orgtable().invitations().accept(BOB, ACME);

    assertThat(member.profile()).isEqualTo(profile(DAN));
  }

  @Test
  void without_an_invitation_nothing_is_accepted_nor_written() {
    List<Map<String, AttributeValue>> before = items();

    assertThatThrownBy(() -> orgtable().invitations().accept(BOB, ACME))
        .isInstanceOf(InvitationNotFound.class);
    assertThatThrownBy(() -> orgtable().invitations().accept(BOB, BETA))
        .isInstanceOf(InvitationNotFound.class);

    assertThat(items()).containsExactlyInAnyOrderElementsOf(before);
  }

  @Test
  void the_group_owner_offered_counts_an_owner_more_once_accepted() {
    inviteBob(Group.OWNER);
    long invited = ownerCount(ACME);

    orgtable().invitations().accept(BOB, ACME);

    assertThat(invited).isOne();
    assertThat(ownerCount(ACME)).isEqualTo(2);
    orgtable().memberships().leave(ANN, ACME);
    assertThat(orgtable().memberships().get(BOB, ACME).isOwner()).isTrue();
  }
}
