package dev.orgtable.contracts.organisation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orgtable.Check;
import dev.orgtable.Cursor;
import dev.orgtable.EmailAddress;
import dev.orgtable.Group;
import dev.orgtable.Member;
import dev.orgtable.OrgtableException.InvitationNotFound;
import dev.orgtable.OrgtableException.MemberNotFound;
import dev.orgtable.OrgtableException.OrganisationNotFound;
import dev.orgtable.Page;
import dev.orgtable.PageRequest;
import dev.orgtable.User;
import dev.orgtable.contracts.TableContract;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The contract of members: reading, listing, details and leaving. */
final class MembersContract extends TableContract {

  @BeforeEach
  void ann_owns_acme_with_bob_and_cat_as_members() {
    List.of(ANN, BOB, CAT).forEach(this::user);
    organisation(ACME, ANN);
    service(ACME, BILLING);
    orgtable().memberships().addMember(BOB, ACME, Set.of(STAFF, READERS));
    orgtable().memberships().addMember(CAT, ACME, Set.of(STAFF));
  }

  private Member member(EmailAddress user) {
    return orgtable().memberships().get(user, ACME);
  }

  @Test
  void a_member_reads_as_it_was_made() {
    Member member = orgtable().memberships().get(BOB, ACME);

    assertThat(member)
        .isEqualTo(
            new Member(
                ACME, BOB, idOf(BOB), profile(BOB), Set.of(STAFF, READERS), clock.instant()));
  }

  @Test
  void a_user_who_is_not_a_member_is_not_found() {
    user(DAN);

    assertThatThrownBy(() -> orgtable().memberships().get(DAN, ACME))
        .isInstanceOfSatisfying(
            MemberNotFound.class,
            e -> {
              assertThat(e.user()).isEqualTo(DAN);
              assertThat(e.organisation()).isEqualTo(ACME);
            });

    assertThatThrownBy(() -> orgtable().memberships().get(BOB, BETA))
        .isInstanceOf(MemberNotFound.class);
  }

  @Test
  void members_are_listed_page_by_page_in_order_of_the_addresses() {
    Page<Member> first = orgtable().memberships().list(ACME, PageRequest.first(2));

    Page<Member> second =
        orgtable().memberships().list(ACME, PageRequest.first(2).at(first.next().orElseThrow()));
    assertThat(first.items()).containsExactly(member(ANN), member(BOB));
    assertThat(second).isEqualTo(new Page<>(List.of(member(CAT)), Optional.empty()));
  }

  @Test
  void the_members_of_one_group_are_listed_and_nobody_else() {
    PageRequest all = PageRequest.first(10);

    List<Member> staff = orgtable().memberships().list(ACME, STAFF, all).items();

    assertThat(staff).containsExactly(member(BOB), member(CAT));
    assertThat(orgtable().memberships().list(ACME, READERS, all).items())
        .containsExactly(member(BOB));
    assertThat(orgtable().memberships().list(ACME, Group.of("readers"), all).items()).isEmpty();
  }

  @Test
  void a_page_of_a_small_group_can_be_empty_and_still_have_a_next_one() {
    Page<Member> first = orgtable().memberships().list(ACME, STAFF, PageRequest.first(1));

    PageRequest next = PageRequest.first(1).at(first.next().orElseThrow());
    assertThat(first.items()).isEmpty();
    assertThat(orgtable().memberships().list(ACME, STAFF, next).items())
        .containsExactly(member(BOB));
  }

  @Test
  void the_cursor_of_one_group_is_refused_for_another() {
    Cursor cursor =
        orgtable().memberships().list(ACME, STAFF, PageRequest.first(1)).next().orElseThrow();

    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> orgtable().memberships().list(ACME, READERS, PageRequest.first(1).at(cursor)))
        .withMessageContaining("cursor");
  }

  @Test
  void an_organisation_that_does_not_exist_has_no_list_of_members() {
    assertThatThrownBy(() -> orgtable().memberships().list(BETA, PageRequest.first(1)))
        .isInstanceOfSatisfying(
            OrganisationNotFound.class, e -> assertThat(e.organisation()).isEqualTo(BETA));

    assertThatThrownBy(() -> orgtable().memberships().list(BETA, STAFF, PageRequest.first(1)))
        .isInstanceOf(OrganisationNotFound.class);
  }

  @Test
  void details_of_a_member_change_in_this_organisation_alone() {
    orgtable().memberships().updateDetails(BOB, ACME, profile(DAN));

    assertThat(member(BOB).profile()).isEqualTo(profile(DAN));
    assertThat(member(BOB).groups()).containsExactlyInAnyOrder(STAFF, READERS);
    assertThat(orgtable().users().get(BOB).profile()).isEqualTo(profile(BOB));
  }

  @Test
  void details_of_a_member_stand_until_the_users_own_profile_changes() {
    orgtable().memberships().updateDetails(BOB, ACME, profile(DAN));
    User bob = orgtable().users().get(BOB);
    orgtable().users().put(bob);
    Member before = member(BOB);

    orgtable().users().update(bob.withProfile(profile(CAT)));

    assertThat(before.profile()).isEqualTo(profile(DAN));
    assertThat(member(BOB).profile()).isEqualTo(profile(CAT));
  }

  @Test
  void details_of_who_is_not_a_member_are_not_written() {
    orgtable().invitations().invite(DAN, ACME, Set.of());
    List<Map<String, AttributeValue>> before = items();

    assertThatThrownBy(() -> orgtable().memberships().updateDetails(DAN, ACME, profile(DAN)))
        .isInstanceOf(MemberNotFound.class);

    assertThat(items()).containsExactlyInAnyOrderElementsOf(before);
  }

  @Test
  void a_removed_member_is_gone_on_both_sides() {
    orgtable().memberships().remove(BOB, ACME);

    assertGone(BOB);
  }

  @Test
  void a_member_who_leaves_is_gone_on_both_sides() {
    orgtable().memberships().leave(CAT, ACME);

    assertGone(CAT);
  }

  private void assertGone(EmailAddress user) {
    assertThatThrownBy(() -> member(user)).isInstanceOf(MemberNotFound.class);
    assertThat(orgtable().memberships().check(Check.member(user, ACME)).member()).isFalse();
    assertThat(orgtable().users().details(user).organisations()).isEmpty();
    assertThat(orgtable().organisations().details(ACME).members())
        .extracting(Member::user)
        .doesNotContain(user);
    assertThat(item("user/" + user, "userOrganisation/acme")).isEmpty();
    assertThat(item("organisation/acme", "organisationGroupMember/" + user)).isEmpty();
  }

  @Test
  void a_user_who_is_not_a_member_cannot_be_removed() {
    orgtable().memberships().remove(BOB, ACME);

    assertThatThrownBy(() -> orgtable().memberships().remove(BOB, ACME))
        .isInstanceOfSatisfying(MemberNotFound.class, e -> assertThat(e.user()).isEqualTo(BOB));

    assertThatThrownBy(() -> orgtable().memberships().leave(BOB, BETA))
        .isInstanceOf(MemberNotFound.class);
  }

  @Test
  void removing_an_invitee_is_refused_and_the_invitation_stands() {
    orgtable().invitations().invite(DAN, ACME, Set.of(STAFF));

    assertThatThrownBy(() -> orgtable().memberships().remove(DAN, ACME))
        .isInstanceOf(MemberNotFound.class);

    assertThat(orgtable().invitations().get(DAN, ACME).groups()).containsExactly(STAFF);
  }

  @Test
  void a_removed_member_can_return_without_former_groups() {
    orgtable().memberships().remove(BOB, ACME);

    orgtable().invitations().invite(BOB, ACME, Set.of());

    assertThatThrownBy(() -> member(BOB)).isInstanceOf(MemberNotFound.class);
    assertThat(orgtable().invitations().accept(BOB, ACME).groups()).isEmpty();
    assertThatThrownBy(() -> orgtable().invitations().get(BOB, ACME))
        .isInstanceOf(InvitationNotFound.class);
  }
}
