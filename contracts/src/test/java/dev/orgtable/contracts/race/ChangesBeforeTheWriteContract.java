package dev.orgtable.contracts.race;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orgtable.Group;
import dev.orgtable.OrgtableException.MemberNotFound;
import dev.orgtable.OrgtableException.UserNotFound;
import dev.orgtable.UserInvitation;
import dev.orgtable.contracts.MeanwhileClient;
import dev.orgtable.contracts.TableContract;
import dev.orgtable.store.Orgtable;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/**
 * The contract of concurrent changes between a read or a refusal of an operation and its next
 * write.
 */
final class ChangesBeforeTheWriteContract extends TableContract {

  private static final Group CHESS = Group.of("chess");
  private static final Set<Group> OWNER = Set.of(Group.OWNER);

  @BeforeEach
  void ann_and_bob_own_acme_and_cat_is_a_user() {
    List.of(ANN, BOB, CAT).forEach(this::user);
    organisation(ACME, ANN);
    orgtable().memberships().addMember(BOB, ACME, OWNER);
  }

  private Orgtable after(Class<?> kind, Runnable... meanwhile) {
    return on(MeanwhileClient.after(client(), kind::isInstance, meanwhile));
  }

  @Test
  void an_owner_who_ceases_to_be_one_while_being_removed_counts_once() {
    Orgtable racing =
        after(
            TransactionCanceledException.class,
            () -> orgtable().memberships().removeFromGroups(BOB, ACME, OWNER));

    racing.memberships().remove(BOB, ACME);

    assertThat(ownerCount(ACME)).isOne();
    assertThatThrownBy(() -> orgtable().memberships().get(BOB, ACME))
        .isInstanceOf(MemberNotFound.class);
  }

  @Test
  void an_owner_who_resigns_while_receiving_ownership_is_an_owner() {
    Orgtable racing =
        after(
            TransactionCanceledException.class,
            () -> orgtable().memberships().removeFromGroups(BOB, ACME, OWNER));

    racing.memberships().transferOwnership(ACME, ANN, BOB);

    assertThat(orgtable().memberships().get(BOB, ACME).isOwner()).isTrue();
    assertThat(ownerCount(ACME)).isOne();
  }

  @Test
  void a_member_whose_ownership_keeps_changing_is_removed_in_the_end() {
    Runnable loses = () -> orgtable().memberships().removeFromGroups(BOB, ACME, OWNER);
    Runnable gains = () -> orgtable().memberships().addToGroups(BOB, ACME, OWNER);
    Orgtable racing =
        after(TransactionCanceledException.class, loses, gains, loses, gains, loses, gains);

    racing.memberships().remove(BOB, ACME);

    assertThat(ownerCount(ACME)).isOne();
    assertThatThrownBy(() -> orgtable().memberships().get(BOB, ACME))
        .isInstanceOf(MemberNotFound.class);
  }

  @Test
  void groups_that_come_and_go_again_and_again_are_exchanged_in_the_end() {
    Runnable gains = () -> orgtable().memberships().addToGroups(BOB, ACME, Set.of(STAFF));
    Runnable loses = () -> orgtable().memberships().removeFromGroups(BOB, ACME, Set.of(STAFF));
    Orgtable racing = after(GetItemResponse.class, gains, loses, gains, loses);

    racing.memberships().changeGroups(BOB, ACME, Set.of(CHESS), OWNER);

    assertThat(orgtable().memberships().get(BOB, ACME).groups()).containsExactly(CHESS);
  }

  @Test
  void groups_given_while_others_are_exchanged_are_held_too() {
    Orgtable racing =
        after(
            GetItemResponse.class,
            () -> orgtable().memberships().addToGroups(BOB, ACME, Set.of(STAFF)));

    racing.memberships().changeGroups(BOB, ACME, Set.of(CHESS), Set.of(Group.of("none")));

    assertThat(orgtable().memberships().get(BOB, ACME).groups())
        .containsExactlyInAnyOrder(Group.OWNER, STAFF, CHESS);
  }

  @Test
  void an_owner_who_resigns_during_an_exchange_of_groups_is_none() {
    Orgtable racing =
        after(
            GetItemResponse.class,
            () -> orgtable().memberships().removeFromGroups(BOB, ACME, OWNER));

    racing.memberships().changeGroups(BOB, ACME, Set.of(CHESS), Set.of(Group.of("none")));

    assertThat(orgtable().memberships().get(BOB, ACME).groups()).containsExactly(CHESS);
    assertThat(ownerCount(ACME)).isOne();
  }

  @Test
  void an_invitation_during_a_rename_has_the_new_name() {
    Orgtable racing =
        after(BatchGetItemResponse.class, () -> orgtable().organisations().rename(ACME, "Renamed"));

    racing.invitations().invite(CAT, ACME, Set.of());

    assertThat(orgtable().users().details(CAT).invitations())
        .extracting(UserInvitation::name)
        .containsExactly("Renamed");
  }

  @Test
  void a_user_deleted_while_being_added_is_not_a_member() {
    Orgtable racing = after(BatchGetItemResponse.class, () -> orgtable().users().delete(CAT));

    assertThatThrownBy(() -> racing.memberships().addMember(CAT, ACME, Set.of()))
        .isInstanceOf(UserNotFound.class);

    assertThatThrownBy(() -> orgtable().memberships().get(CAT, ACME))
        .isInstanceOf(MemberNotFound.class);
  }

  @Test
  void whose_profile_changes_while_being_added_has_the_new_one() {
    Orgtable racing =
        after(
            BatchGetItemResponse.class,
            () -> orgtable().users().update(orgtable().users().get(CAT).withProfile(profile(DAN))));

    racing.memberships().addMember(CAT, ACME, Set.of());

    assertThat(orgtable().memberships().get(CAT, ACME).profile()).isEqualTo(profile(DAN));
  }
}
