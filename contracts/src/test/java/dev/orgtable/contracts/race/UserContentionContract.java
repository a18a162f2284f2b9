package dev.orgtable.contracts.race;

import static dev.orgtable.contracts.Counted.counted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orgtable.Group;
import dev.orgtable.OrgtableException.InvitationNotFound;
import dev.orgtable.OrgtableException.LastOwner;
import dev.orgtable.OrgtableException.Stale;
import dev.orgtable.OrgtableException.UserNotFound;
import dev.orgtable.Profile;
import dev.orgtable.User;
import dev.orgtable.contracts.InterleavingClient;
import dev.orgtable.contracts.MeanwhileClient;
import dev.orgtable.contracts.TableContract;
import dev.orgtable.store.Orgtable;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;

/**
 * The contract of a user when another write happens between the read and the write of an operation.
 * Ann owns the sample organisation; Bob is the user.
 */
final class UserContentionContract extends TableContract {

  private static final Profile NEW = new Profile("Robert", "Baker", "");

  @BeforeEach
  final void createOrganisation() {
    user(ANN);
    user(BOB);
    organisation(ACME, ANN);
  }

  @Test
  void a_membership_added_while_the_profile_is_written_carries_the_new_profile() {
    meanwhile(this::addBob).users().put(User.of(BOB, NEW, CREATED));

    assertThat(orgtable().memberships().get(BOB, ACME).profile()).isEqualTo(NEW);
  }

  @Test
  void an_invitation_accepted_while_the_profile_is_written_carries_the_new_profile() {
    inviteBob();

    meanwhile(this::acceptBob).users().put(User.of(BOB, NEW, CREATED));

    assertThat(orgtable().memberships().get(BOB, ACME).profile()).isEqualTo(NEW);
  }

  @Test
  void an_organisation_created_while_its_owners_profile_is_written_carries_the_new_profile() {
    meanwhile(() -> organisation(BETA, BOB)).users().put(User.of(BOB, NEW, CREATED));

    assertThat(orgtable().memberships().get(BOB, BETA).profile()).isEqualTo(NEW);
  }

  @Test
  void a_profile_written_while_the_user_is_added_stands_in_the_membership() {
    meanwhile(this::writeProfile).memberships().addMember(BOB, ACME, Set.of());

    assertThat(orgtable().memberships().get(BOB, ACME).profile()).isEqualTo(NEW);
  }

  @Test
  void a_profile_written_while_the_user_accepts_stands_in_the_membership() {
    inviteBob();

    meanwhile(this::writeProfile).invitations().accept(BOB, ACME);

    assertThat(orgtable().memberships().get(BOB, ACME).profile()).isEqualTo(NEW);
  }

  @Test
  void a_profile_written_while_the_user_creates_an_organisation_stands_in_the_membership() {
    meanwhile(this::writeProfile).organisations().create(BETA, "Beta", BOB);

    assertThat(orgtable().memberships().get(BOB, BETA).profile()).isEqualTo(NEW);
  }

  @Test
  void a_membership_that_ends_while_the_profile_is_written_stays_ended() {
    addBob();

    meanwhile(this::removeBob).users().put(User.of(BOB, NEW, CREATED));

    assertThat(itemsNaming(BOB)).as("the user and its id").hasSize(2);
    assertThat(orgtable().users().get(BOB).profile()).isEqualTo(NEW);
  }

  @Test
  void a_profile_meant_for_the_revision_before_another_profile_is_refused() {
    User seen = orgtable().users().get(BOB);

    assertThatThrownBy(
            () -> meanwhile(this::writeProfile).users().update(seen.withProfile(profile(CAT))))
        .isInstanceOf(Stale.class);

    assertThat(orgtable().users().get(BOB).profile()).isEqualTo(NEW);
  }

  @Test
  void putting_a_user_whose_profile_is_written_meanwhile_has_the_last_word() {
    User put =
        meanwhile(this::writeProfile).users().put(User.of(BOB, profile(CAT), CREATED)).value();

    assertThat(counted(put)).isEqualTo(new User(idOf(BOB), BOB, profile(CAT), CREATED, 3));
    assertThat(orgtable().users().get(BOB)).isEqualTo(put);
  }

  @Test
  void putting_a_user_who_is_created_meanwhile_writes_the_profile() {
    User put = meanwhile(() -> user(CAT)).users().put(User.of(CAT, NEW, CREATED)).value();

    assertThat(counted(put)).isEqualTo(new User(idOf(CAT), CAT, NEW, CREATED, 2));
    assertThat(orgtable().users().get(CAT)).isEqualTo(put);
  }

  @Test
  void putting_a_user_who_is_deleted_meanwhile_creates_the_user() {
    User put = meanwhile(this::deleteBob).users().put(User.of(BOB, NEW, CREATED)).value();

    assertThat(counted(put)).isEqualTo(new User(idOf(BOB), BOB, NEW, CREATED, 1));
    assertThat(orgtable().users().get(BOB)).isEqualTo(put);
  }

  @Test
  void putting_a_user_who_is_deleted_before_the_copies_are_gathered_creates_the_user() {
    var client = InterleavingClient.beforeReadingAgain(client(), this::deleteBob);

    User put = on(client).users().put(User.of(BOB, NEW, CREATED)).value();

    assertThat(counted(put)).isEqualTo(new User(idOf(BOB), BOB, NEW, CREATED, 1));
    assertThat(orgtable().users().get(BOB)).isEqualTo(put);
  }

  @Test
  void a_membership_added_while_the_user_is_deleted_is_deleted_too() {
    meanwhile(this::addBob).users().delete(BOB);

    assertThat(itemsNaming(BOB)).isEmpty();
  }

  @Test
  void an_invitation_accepted_while_the_user_is_deleted_is_deleted_too() {
    inviteBob();

    meanwhile(this::acceptBob).users().delete(BOB);

    assertThat(itemsNaming(BOB)).isEmpty();
  }

  @Test
  void an_organisation_created_while_its_owner_is_deleted_refuses_the_deletion() {
    assertThatThrownBy(() -> meanwhile(() -> organisation(BETA, BOB)).users().delete(BOB))
        .isInstanceOfSatisfying(
            LastOwner.class, e -> assertThat(e.organisations()).containsExactly(BETA));

    assertThat(orgtable().memberships().get(BOB, BETA).isOwner()).isTrue();
  }

  @Test
  void an_owner_who_becomes_the_last_one_while_being_deleted_stays() {
    orgtable().memberships().addMember(BOB, ACME, Set.of(Group.OWNER));
    Runnable leave = () -> orgtable().memberships().leave(ANN, ACME);

    assertThatThrownBy(() -> meanwhile(leave).users().delete(BOB))
        .isInstanceOfSatisfying(
            LastOwner.class, e -> assertThat(e.organisations()).containsExactly(ACME));

    assertThat(orgtable().memberships().get(BOB, ACME).isOwner()).isTrue();
  }

  @Test
  void a_member_who_becomes_an_owner_while_being_deleted_is_counted() {
    addBob();
    Runnable own = () -> orgtable().memberships().addToGroups(BOB, ACME, Set.of(Group.OWNER));

    meanwhile(own).users().delete(BOB);

    assertThat(item("organisation/acme", "organisation"))
        .containsEntry("ownerCount", AttributeValue.fromN("1"));
  }

  @Test
  void an_owner_who_gives_ownership_up_while_being_deleted_is_not_counted_twice() {
    orgtable().memberships().addMember(BOB, ACME, Set.of(Group.OWNER));
    Runnable giveUp =
        () -> orgtable().memberships().removeFromGroups(BOB, ACME, Set.of(Group.OWNER));

    meanwhile(giveUp).users().delete(BOB);

    assertThat(item("organisation/acme", "organisation"))
        .containsEntry("ownerCount", AttributeValue.fromN("1"));
  }

  @Test
  void an_owner_who_gives_up_ownership_during_the_deletion_is_not_the_last_owner() {
    orgtable().memberships().addMember(BOB, ACME, Set.of(Group.OWNER));
    Runnable giveUp =
        () -> orgtable().memberships().removeFromGroups(BOB, ACME, Set.of(Group.OWNER));

    on(MeanwhileClient.after(client(), BatchGetItemResponse.class::isInstance, giveUp))
        .users()
        .delete(BOB);

    assertThat(itemsNaming(BOB)).isEmpty();
    assertThat(ownerCount(ACME)).isEqualTo(1);
  }

  @Test
  void a_user_deleted_while_creating_an_organisation_does_not_own_it() {
    assertThatThrownBy(() -> meanwhile(this::deleteBob).organisations().create(BETA, "Beta", BOB))
        .isInstanceOf(UserNotFound.class);

    assertThat(itemsNaming(BETA)).isEmpty();
  }

  @Test
  void a_user_deleted_while_being_added_is_no_member() {
    assertThatThrownBy(
            () -> meanwhile(this::deleteBob).memberships().addMember(BOB, ACME, Set.of()))
        .isInstanceOf(UserNotFound.class);

    assertThat(itemsNaming(BOB)).isEmpty();
  }

  @Test
  void a_user_deleted_while_accepting_is_no_member() {
    inviteBob();

    assertThatThrownBy(() -> meanwhile(this::deleteBob).invitations().accept(BOB, ACME))
        .isInstanceOf(InvitationNotFound.class);

    assertThat(itemsNaming(BOB)).isEmpty();
  }

  @Test
  void a_user_made_anew_while_being_deleted_goes_with_all_memberships() {
    addBob();
    removeBob();
    Runnable renew =
        () -> {
          deleteBob();
          user(BOB);
          addBob();
        };

    meanwhile(renew).users().delete(BOB);

    assertThat(itemsNaming(BOB)).isEmpty();
  }

  @Test
  void a_user_made_anew_while_the_profile_is_written_has_it_on_every_membership() {
    addBob();
    removeBob();
    Runnable renew =
        () -> {
          deleteBob();
          user(BOB);
          addBob();
        };

    meanwhile(renew).users().put(User.of(BOB, NEW, CREATED));

    assertThat(orgtable().memberships().get(BOB, ACME).profile()).isEqualTo(NEW);
  }

  @Test
  void a_user_made_anew_while_being_added_joins_with_the_new_profile() {
    meanwhile(this::makeBobAnew).memberships().addMember(BOB, ACME, Set.of());

    assertThat(orgtable().memberships().get(BOB, ACME).profile()).isEqualTo(NEW);
  }

  @Test
  void a_user_made_anew_while_creating_an_organisation_owns_it_with_the_new_profile() {
    Orgtable racing = meanwhile(this::makeBobAnew);

    racing.organisations().create(BETA, "Beta", BOB);

    assertThat(orgtable().memberships().get(BOB, BETA).profile()).isEqualTo(NEW);
  }

  private void makeBobAnew() {
    deleteBob();
    orgtable().users().create(User.of(BOB, NEW, CREATED));
  }

  private void inviteBob() {
    orgtable().invitations().invite(BOB, ACME, Set.of());
  }

  private void acceptBob() {
    orgtable().invitations().accept(BOB, ACME);
  }

  private void addBob() {
    orgtable().memberships().addMember(BOB, ACME, Set.of());
  }

  private void removeBob() {
    orgtable().memberships().remove(BOB, ACME);
  }

  private void deleteBob() {
    orgtable().users().delete(BOB);
  }

  private void writeProfile() {
    orgtable().users().put(User.of(BOB, NEW, CREATED));
  }
}
