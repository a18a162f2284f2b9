package dev.orgtable.contracts.user;

import static dev.orgtable.contracts.Counted.counted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orgtable.EmailAddress;
import dev.orgtable.Group;
import dev.orgtable.Invitation;
import dev.orgtable.Member;
import dev.orgtable.OrganisationId;
import dev.orgtable.OrgtableException.InvitationNotFound;
import dev.orgtable.OrgtableException.UserAlreadyExists;
import dev.orgtable.OrgtableException.UserNotFound;
import dev.orgtable.PageRequest;
import dev.orgtable.User;
import dev.orgtable.UserId;
import dev.orgtable.contracts.BusyUser;
import dev.orgtable.contracts.TableContract;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The contract of a change of address. Bob becomes Cat, Ann owns the sample organisations. */
final class ChangeOfAddressContract extends TableContract {

  private static final AttributeValue NONE = AttributeValue.fromNul(true);

  @BeforeEach
  final void createOrganisations() {
    user(ANN);
    user(BOB);
    organisation(ACME, ANN);
    organisation(BETA, ANN);
  }

  @Test
  void everything_moves() {
    service(ACME, BILLING);
    Set<Group> groups = Set.of(STAFF, READERS, Group.OWNER);
    Member member = orgtable().memberships().addMember(BOB, ACME, groups);
    Invitation invitation = orgtable().invitations().invite(BOB, BETA, Set.of(STAFF));
    var membershipId =
        item("user/bob@example.com", "userOrganisation/acme").getOrDefault("membershipId", NONE);
    clock.advance(Duration.ofDays(1));

    User moved = orgtable().users().changeAddress(BOB, CAT).value();

    assertThat(counted(moved)).isEqualTo(new User(idOf(CAT), CAT, profile(BOB), CREATED, 2));
    assertThat(orgtable().users().get(CAT)).isEqualTo(moved);
    assertThat(itemsNaming(BOB)).isEmpty();
    assertThat(orgtable().memberships().get(CAT, ACME))
        .isEqualTo(new Member(ACME, CAT, idOf(CAT), profile(BOB), groups, member.acceptedAt()));
    assertThat(item("user/cat@example.com", "userOrganisation/acme"))
        .containsEntry("membershipId", membershipId);
    assertThat(item("organisation/acme", "organisationGroupMember/cat@example.com"))
        .containsEntry("membershipId", membershipId);
    assertThat(orgtable().invitations().get(CAT, BETA))
        .isEqualTo(
            new Invitation(
                invitation.id(),
                BETA,
                CAT,
                Set.of(STAFF),
                "",
                invitation.invitedAt(),
                invitation.expiresAt()));
  }

  @Test
  void an_invitation_that_moved_can_be_accepted() {
    orgtable().invitations().invite(BOB, BETA, Set.of(STAFF));
    orgtable().users().changeAddress(BOB, CAT);

    Member member = orgtable().invitations().accept(CAT, BETA);

    assertThat(member.groups()).containsExactly(STAFF);
    assertThatThrownBy(() -> orgtable().invitations().accept(BOB, BETA))
        .isInstanceOf(InvitationNotFound.class);
  }

  @Test
  void the_last_owner_moves_and_stays_the_owner() {
    orgtable().users().changeAddress(ANN, CAT);

    assertThat(orgtable().memberships().get(CAT, ACME).isOwner()).isTrue();
    assertThat(item("organisation/acme", "organisation"))
        .containsEntry("ownerCount", AttributeValue.fromN("1"));
    assertThat(itemsNaming(ANN)).isEmpty();
  }

  @Test
  void the_directory_finds_the_new_address_only() {
    orgtable().users().changeAddress(BOB, CAT);

    assertThat(orgtable().users().search("", PageRequest.first(9)).items())
        .extracting(User::email)
        .containsExactly(ANN, CAT);
  }

  @Test
  void invitations_of_the_new_address_are_the_users() {
    orgtable().invitations().invite(CAT, BETA, Set.of(STAFF));
    orgtable().memberships().addMember(BOB, ACME, Set.of());

    orgtable().users().changeAddress(BOB, CAT);

    assertThat(orgtable().invitations().accept(CAT, BETA).groups()).containsExactly(STAFF);
  }

  @Test
  void a_move_and_back_leaves_all_as_it_was() {
    Member member = orgtable().memberships().addMember(BOB, ACME, Set.of(STAFF));

    orgtable().users().changeAddress(BOB, CAT);
    orgtable().users().changeAddress(CAT, BOB);

    assertThat(orgtable().memberships().get(BOB, ACME)).isEqualTo(member);
    assertThat(itemsNaming(CAT)).isEmpty();
  }

  @Test
  void the_same_address_in_another_spelling_changes_nothing() {
    var before = items();

    User user = orgtable().users().changeAddress(BOB, EmailAddress.of("BOB@Example.com")).value();

    assertThat(counted(user)).isEqualTo(new User(idOf(BOB), BOB, profile(BOB), CREATED, 1));
    assertThat(items()).containsExactlyInAnyOrderElementsOf(before);
  }

  @Test
  void an_address_in_use_is_refused() {
    user(CAT);
    orgtable().memberships().addMember(BOB, ACME, Set.of());
    var before = items();

    assertThatThrownBy(() -> orgtable().users().changeAddress(BOB, CAT))
        .isInstanceOfSatisfying(UserAlreadyExists.class, e -> assertThat(e.user()).isEqualTo(CAT));

    assertThat(items()).containsExactlyInAnyOrderElementsOf(before);
  }

  @Test
  void where_the_new_address_is_invited_a_member_stays_one_and_the_invitation_ends() {
    orgtable().memberships().addMember(BOB, ACME, Set.of(STAFF));
    orgtable().invitations().invite(CAT, ACME, Set.of(Group.OWNER));

    orgtable().users().changeAddress(BOB, CAT);

    assertThat(orgtable().memberships().get(CAT, ACME).groups()).containsExactly(STAFF);
    assertThat(itemsNaming("organisationInvitation/" + CAT)).isEmpty();
    assertThat(itemsNaming(BOB)).isEmpty();
  }

  @Test
  void of_two_invitations_the_one_that_ends_later_stays_or_that_of_the_new_address() {
    for (Duration ofBob : List.of(Duration.ofDays(1), Duration.ofDays(2), Duration.ofDays(3))) {
      orgtable().users().put(User.of(BOB, profile(BOB), CREATED));
      orgtable().invitations().invite(BOB, ACME, Set.of(Group.of("bob")), "", ofBob);
      orgtable().invitations().invite(CAT, ACME, Set.of(Group.of("cat")), "", Duration.ofDays(2));

      orgtable().users().changeAddress(BOB, CAT);

      Invitation left = orgtable().invitations().get(CAT, ACME);
      assertThat(left.groups()).containsExactly(Group.of(ofBob.toDays() > 2 ? "bob" : "cat"));
      assertThat(orgtable().invitations().list(ACME, PageRequest.first(10)).items())
          .containsExactly(left);
      orgtable().users().delete(CAT);
    }
  }

  @Test
  void a_user_of_20_whose_new_address_is_invited_everywhere_moves_by_a_job() {
    join(20);
    for (int i = 0; i < 20; i++) {
      orgtable().invitations().invite(CAT, OrganisationId.of("o" + i), Set.of());
    }

    var moved = orgtable().users().changeAddress(BOB, CAT);
    work();

    assertThat(moved.job()).isPresent();
    assertThat(itemsNaming(BOB)).isEmpty();
    assertThat(itemsNaming(CAT)).hasSize(2 + 2 * 20);
  }

  @Test
  void a_user_who_is_not_there_cannot_move() {
    assertThatThrownBy(() -> orgtable().users().changeAddress(CAT, DAN))
        .isInstanceOfSatisfying(UserNotFound.class, e -> assertThat(e.user()).isEqualTo(CAT));

    assertThat(itemsNaming(DAN)).isEmpty();
  }

  @Test
  void a_user_of_16_memberships_and_invitations_moves() {
    join(16);

    orgtable().users().changeAddress(BOB, CAT);

    assertThat(itemsNaming(BOB)).isEmpty();
    assertThat(itemsNaming(CAT)).hasSize(2 + 2 * 16);
  }

  @Test
  void a_user_of_17_memberships_and_invitations_moves_by_a_job() {
    join(17);

    var moved = orgtable().users().changeAddress(BOB, CAT);
    work();

    assertThat(moved.job()).isPresent();
    assertThat(itemsNaming(BOB)).isEmpty();
    assertThat(itemsNaming(CAT)).hasSize(2 + 2 * 17);
  }

  private void join(int count) {
    for (int i = 0; i < count; i++) {
      OrganisationId id = OrganisationId.of("o" + i);
      organisation(id, ANN);
      if (i % 2 == 0) {
        orgtable().memberships().addMember(BOB, id, Set.of());
      } else {
        orgtable().invitations().invite(BOB, id, Set.of());
      }
    }
  }

  @Test
  void a_move_by_a_job_ends_even_if_the_record_of_the_id_was_lost() {
    UserId id = idOf(BOB);
    new BusyUser(orgtable(), BOB).join(ANN, Set.of());
    orgtable().users().changeAddress(BOB, CAT);
    delete("userId/" + id, "userId");

    work();

    assertThat(orgtable().users().settledAddresses(List.of(id))).containsEntry(id, CAT);
    assertThat(item("user/cat@example.com", "user")).doesNotContainKey("movedBy");
  }
}
