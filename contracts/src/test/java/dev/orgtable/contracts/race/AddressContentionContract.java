package dev.orgtable.contracts.race;

import static dev.orgtable.contracts.Counted.counted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orgtable.Group;
import dev.orgtable.OrgtableException.MemberNotFound;
import dev.orgtable.OrgtableException.UserAlreadyExists;
import dev.orgtable.OrgtableException.UserNotFound;
import dev.orgtable.PageRequest;
import dev.orgtable.Profile;
import dev.orgtable.User;
import dev.orgtable.contracts.TableContract;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The contract of a change of address when another write happens between its read and its write.
 * Ann owns the sample organisation; Bob is a member and becomes Cat.
 */
final class AddressContentionContract extends TableContract {

  private static final Profile NEW = new Profile("Robert", "Baker", "");

  @BeforeEach
  final void createMember() {
    user(ANN);
    user(BOB);
    organisation(ACME, ANN);
    organisation(BETA, ANN);
    orgtable().memberships().addMember(BOB, ACME, Set.of());
  }

  @Test
  void a_name_given_meanwhile_moves() {
    moveBobWhile(() -> orgtable().organisations().rename(ACME, "New"));

    assertThat(orgtable().users().organisations(CAT, PageRequest.first(1)).items().get(0).name())
        .isEqualTo("New");
  }

  @Test
  void a_group_given_meanwhile_moves() {
    moveBobWhile(() -> orgtable().memberships().addToGroups(BOB, ACME, Set.of(STAFF)));

    assertThat(orgtable().memberships().get(CAT, ACME).groups()).containsExactly(STAFF);
  }

  @Test
  void a_group_taken_meanwhile_does_not_move() {
    orgtable().memberships().addToGroups(BOB, ACME, Set.of(STAFF));

    moveBobWhile(() -> orgtable().memberships().removeFromGroups(BOB, ACME, Set.of(STAFF)));

    assertThat(orgtable().memberships().get(CAT, ACME).groups()).isEmpty();
  }

  @Test
  void ownership_given_meanwhile_moves_and_is_counted_once() {
    moveBobWhile(() -> orgtable().memberships().addToGroups(BOB, ACME, Set.of(Group.OWNER)));

    assertThat(orgtable().memberships().get(CAT, ACME).isOwner()).isTrue();
    assertThat(item("organisation/acme", "organisation"))
        .containsEntry("ownerCount", AttributeValue.fromN("2"));
  }

  @Test
  void details_written_meanwhile_move() {
    moveBobWhile(() -> orgtable().memberships().updateDetails(BOB, ACME, NEW));

    assertThat(orgtable().memberships().get(CAT, ACME).profile()).isEqualTo(NEW);
  }

  @Test
  void a_profile_written_meanwhile_moves() {
    moveBobWhile(() -> orgtable().users().put(User.of(BOB, NEW, CREATED)));

    assertThat(counted(orgtable().users().get(CAT)))
        .isEqualTo(new User(idOf(CAT), CAT, NEW, CREATED, 3));
    assertThat(orgtable().memberships().get(CAT, ACME).profile()).isEqualTo(NEW);
  }

  @Test
  void a_membership_removed_meanwhile_does_not_move() {
    moveBobWhile(() -> orgtable().memberships().remove(BOB, ACME));

    assertThatThrownBy(() -> orgtable().memberships().get(CAT, ACME))
        .isInstanceOf(MemberNotFound.class);
  }

  @Test
  void a_membership_added_meanwhile_moves() {
    moveBobWhile(() -> orgtable().memberships().addMember(BOB, BETA, Set.of(STAFF)));

    assertThat(orgtable().memberships().get(CAT, BETA).groups()).containsExactly(STAFF);
  }

  @Test
  void an_organisation_created_meanwhile_moves() {
    orgtable().organisations().delete(BETA);

    moveBobWhile(() -> organisation(BETA, BOB));

    assertThat(orgtable().memberships().get(CAT, BETA).isOwner()).isTrue();
  }

  @Test
  void an_invitation_accepted_meanwhile_moves_as_a_membership() {
    orgtable().invitations().invite(BOB, BETA, Set.of(STAFF));

    moveBobWhile(() -> orgtable().invitations().accept(BOB, BETA));

    assertThat(orgtable().memberships().get(CAT, BETA).groups()).containsExactly(STAFF);
  }

  @Test
  void an_invitation_revoked_meanwhile_does_not_move() {
    orgtable().invitations().invite(BOB, BETA, Set.of(STAFF));

    moveBobWhile(() -> orgtable().invitations().revoke(BOB, BETA));

    assertThat(itemsNaming(CAT)).hasSize(4);
  }

  @Test
  void an_invitation_replaced_meanwhile_moves_as_it_is() {
    orgtable().invitations().invite(BOB, BETA, Set.of(STAFF));

    moveBobWhile(
        () -> {
          orgtable().invitations().revoke(BOB, BETA);
          orgtable().invitations().invite(BOB, BETA, Set.of());
        });

    assertThat(orgtable().invitations().get(CAT, BETA).groups()).isEmpty();
  }

  @Test
  void an_organisation_deleted_meanwhile_does_not_move() {
    moveBobWhile(() -> orgtable().organisations().delete(ACME));

    assertThat(itemsNaming(ACME)).isEmpty();
  }

  @Test
  void a_service_deleted_meanwhile_takes_its_groups_along() {
    service(ACME, BILLING);
    orgtable().memberships().addToGroups(BOB, ACME, Set.of(READERS));

    moveBobWhile(() -> orgtable().services().delete(ACME, BILLING));

    assertThat(itemsNaming(BILLING)).isEmpty();
  }

  @Test
  void a_user_who_takes_the_new_address_meanwhile_keeps_it() {
    assertThatThrownBy(() -> meanwhile(() -> user(CAT)).users().changeAddress(BOB, CAT))
        .isInstanceOfSatisfying(UserAlreadyExists.class, e -> assertThat(e.user()).isEqualTo(CAT));

    assertThat(orgtable().memberships().get(BOB, ACME).user()).isEqualTo(BOB);
  }

  @Test
  void a_new_address_invited_meanwhile_where_the_user_belongs_is_a_member_and_no_invitee() {
    moveBobWhile(() -> orgtable().invitations().invite(CAT, ACME, Set.of()));

    assertThat(orgtable().memberships().get(CAT, ACME).user()).isEqualTo(CAT);
    assertThat(itemsNaming("organisationInvitation/" + CAT)).isEmpty();
  }

  @Test
  void a_user_deleted_meanwhile_does_not_move() {
    assertThatThrownBy(
            () -> meanwhile(() -> orgtable().users().delete(BOB)).users().changeAddress(BOB, CAT))
        .isInstanceOf(UserNotFound.class);

    assertThat(itemsNaming(CAT)).isEmpty();
  }

  private void moveBobWhile(Runnable other) {
    meanwhile(other).users().changeAddress(BOB, CAT);
    assertThat(itemsNaming(BOB)).isEmpty();
  }
}
