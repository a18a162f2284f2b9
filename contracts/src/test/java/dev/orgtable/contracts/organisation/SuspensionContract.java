package dev.orgtable.contracts.organisation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orgtable.Check;
import dev.orgtable.CheckResult;
import dev.orgtable.Group;
import dev.orgtable.Member;
import dev.orgtable.OrganisationId;
import dev.orgtable.OrgtableException.LastOwner;
import dev.orgtable.OrgtableException.MemberNotFound;
import dev.orgtable.OrgtableException.MemberSuspended;
import dev.orgtable.OrgtableException.NotOwner;
import dev.orgtable.PageRequest;
import dev.orgtable.UserMembership;
import dev.orgtable.contracts.AtOnce;
import dev.orgtable.contracts.MeanwhileClient;
import dev.orgtable.contracts.TableContract;
import dev.orgtable.dynamodb.Consistency;
import dev.orgtable.maintenance.Maintenance;
import dev.orgtable.store.MembershipStore;
import dev.orgtable.store.Orgtable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/** The contract of suspended members: none to checks, all else as before, and no owner counted. */
final class SuspensionContract extends TableContract {

  private static final Set<Group> OWNER = Set.of(Group.OWNER);
  private static final int ROUNDS = 25;

  @BeforeEach
  void ann_owns_acme_and_bob_is_a_member() {
    List.of(ANN, BOB, CAT).forEach(this::user);
    organisation(ACME, ANN);
    service(ACME, BILLING);
    memberships().addMember(BOB, ACME, Set.of(STAFF, READERS));
  }

  private MembershipStore memberships() {
    return orgtable().memberships();
  }

  private void bobIsASuspendedOwner() {
    memberships().addToGroups(BOB, ACME, OWNER);
    memberships().suspend(BOB, ACME);
  }

  private List<CheckResult> checks() {
    Check question = Check.inGroup(BOB, ACME, STAFF);
    return List.of(
        memberships().check(question),
        memberships().check(question, Consistency.EVENTUAL),
        memberships().check(question, Duration.ofSeconds(60)),
        memberships().check(List.of(question), Consistency.STRONG).get(0),
        memberships().check(List.of(question), Duration.ofSeconds(60)).get(0));
  }

  @Test
  void every_check_says_no_at_once_and_yes_again_after_the_suspension() {
    List<CheckResult> before = checks();
    memberships().suspend(BOB, ACME);
    List<CheckResult> suspended = checks();
    memberships().reactivate(BOB, ACME);

    assertThat(before).containsOnly(new CheckResult(true, true, Set.of(STAFF, READERS)));
    assertThat(suspended).containsOnly(new CheckResult(false, false, Set.of()));
    assertThat(checks()).isEqualTo(before);
  }

  @Test
  void lists_show_a_suspended_member_with_the_groups_and_since_when() {
    Member active = memberships().get(BOB, ACME);
    Instant now = clock.instant();

    memberships().suspend(BOB, ACME);

    Member bob = memberships().get(BOB, ACME);
    assertThat(bob)
        .isEqualTo(
            new Member(
                ACME,
                BOB,
                active.userId(),
                active.profile(),
                active.groups(),
                active.acceptedAt(),
                Optional.of(now),
                false));
    assertThat(memberships().list(ACME, PageRequest.first(10)).items()).contains(bob);
    assertThat(memberships().list(ACME, STAFF, PageRequest.first(10)).items()).containsExactly(bob);
    assertThat(orgtable().organisations().details(ACME).members()).contains(bob);
    assertThat(orgtable().users().memberships(BOB, PageRequest.first(10)).items())
        .extracting(UserMembership::suspendedAt)
        .containsExactly(Optional.of(now));
  }

  @Test
  void suspending_again_keeps_the_first_time_and_reactivating_again_changes_nothing() {
    memberships().suspend(BOB, ACME);
    List<Map<String, AttributeValue>> suspended = items();
    clock.advance(Duration.ofHours(1));
    memberships().suspend(BOB, ACME);
    assertThat(items()).containsExactlyInAnyOrderElementsOf(suspended);

    memberships().reactivate(BOB, ACME);
    List<Map<String, AttributeValue>> active = items();
    memberships().reactivate(BOB, ACME);
    assertThat(items()).containsExactlyInAnyOrderElementsOf(active);
  }

  @Test
  void a_user_who_is_not_a_member_cannot_be_suspended() {
    List<Map<String, AttributeValue>> before = items();

    assertThatThrownBy(() -> memberships().suspend(CAT, ACME)).isInstanceOf(MemberNotFound.class);
    assertThatThrownBy(() -> memberships().reactivate(CAT, ACME))
        .isInstanceOf(MemberNotFound.class);
    assertThatThrownBy(() -> memberships().suspend(ANN, BETA)).isInstanceOf(MemberNotFound.class);

    assertThat(items()).containsExactlyInAnyOrderElementsOf(before);
  }

  @Test
  void the_last_active_owner_is_not_suspended_and_does_not_leave() {
    assertThatThrownBy(() -> memberships().suspend(ANN, ACME)).isInstanceOf(LastOwner.class);
    bobIsASuspendedOwner();

    assertThat(ownerCount(ACME)).isOne();
    List<Runnable> ways =
        List.of(
            () -> memberships().suspend(ANN, ACME),
            () -> memberships().leave(ANN, ACME),
            () -> memberships().removeFromGroups(ANN, ACME, OWNER),
            () -> orgtable().users().delete(ANN));
    for (Runnable way : ways) {
      assertThatThrownBy(way::run).isInstanceOf(LastOwner.class);
    }

    memberships().reactivate(BOB, ACME);
    assertThat(ownerCount(ACME)).isEqualTo(2);
    memberships().suspend(ANN, ACME);
    assertThat(ownerCount(ACME)).isOne();
  }

  @Test
  void a_suspended_owner_goes_without_being_counted_again() {
    bobIsASuspendedOwner();
    memberships().removeFromGroups(BOB, ACME, OWNER);
    assertThat(ownerCount(ACME)).isOne();
    memberships().addToGroups(BOB, ACME, OWNER);
    assertThat(ownerCount(ACME)).isOne();
    assertThat(memberships().get(BOB, ACME).isOwner()).isFalse();
    memberships().reactivate(BOB, ACME);
    assertThat(ownerCount(ACME)).isEqualTo(2);

    memberships().suspend(BOB, ACME);
    memberships().remove(BOB, ACME);
    assertThat(ownerCount(ACME)).isOne();
  }

  @Test
  void a_user_who_is_a_suspended_owner_is_deleted() {
    bobIsASuspendedOwner();

    orgtable().users().delete(BOB);

    assertThat(ownerCount(ACME)).isOne();
    assertThatThrownBy(() -> memberships().get(BOB, ACME)).isInstanceOf(MemberNotFound.class);
  }

  @Test
  void a_user_of_many_organisations_who_is_a_suspended_owner_is_deleted_by_a_job() {
    bobIsASuspendedOwner();
    inManyOrganisations();

    assertThat(orgtable().users().delete(BOB)).isPresent();
    work();

    assertThat(ownerCount(ACME)).isOne();
    assertThat(itemsNaming(BOB)).isEmpty();
  }

  /** Makes Bob's deletion too large for one transaction. */
  private void inManyOrganisations() {
    for (int i = 0; i < 60; i++) {
      OrganisationId id = OrganisationId.of("many" + i);
      organisation(id, ANN);
      memberships().addMember(BOB, id, Set.of());
    }
  }

  @Test
  void an_organisation_with_suspended_owners_is_deleted() {
    bobIsASuspendedOwner();

    orgtable().organisations().delete(ACME);
    work();

    assertThat(itemsNaming(ACME)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void ownership_passes_to_active_members_and_from_active_owners(boolean owner) {
    if (owner) {
      bobIsASuspendedOwner();
    } else {
      memberships().suspend(BOB, ACME);
    }
    List<Map<String, AttributeValue>> before = items();

    assertThatThrownBy(() -> memberships().transferOwnership(ACME, ANN, BOB))
        .isInstanceOf(MemberSuspended.class);
    assertThatThrownBy(() -> memberships().transferOwnership(ACME, BOB, ANN))
        .isInstanceOf(NotOwner.class);

    assertThat(items()).containsExactlyInAnyOrderElementsOf(before);
  }

  @Test
  void groups_of_a_suspended_member_change_and_go_with_their_service() {
    memberships().suspend(BOB, ACME);
    Group board = Group.of("board");

    memberships().changeGroups(BOB, ACME, Set.of(board), Set.of(STAFF));
    orgtable().services().delete(ACME, BILLING);
    work();
    memberships().reactivate(BOB, ACME);

    assertThat(memberships().get(BOB, ACME).groups()).containsExactly(board);
  }

  @Test
  void a_suspended_member_keeps_the_state_at_a_new_address() {
    bobIsASuspendedOwner();

    orgtable().users().changeAddress(BOB, DAN);
    work();

    assertThat(memberships().get(DAN, ACME).isActive()).isFalse();
    assertThat(ownerCount(ACME)).isOne();
  }

  @Test
  void a_suspension_during_a_change_of_address_is_not_lost() {
    Orgtable moving =
        on(
            MeanwhileClient.after(
                client(),
                BatchGetItemResponse.class::isInstance,
                () -> memberships().suspend(BOB, ACME)));

    moving.users().changeAddress(BOB, DAN);
    work();

    assertThat(memberships().get(DAN, ACME).isActive()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void concurrent_changes_of_ownership_are_counted_correctly(boolean owner) {
    memberships().addToGroups(BOB, ACME, OWNER);
    Orgtable racing =
        on(
            MeanwhileClient.after(
                client(),
                TransactionCanceledException.class::isInstance,
                () -> {
                  memberships().removeFromGroups(BOB, ACME, OWNER);
                  if (owner) {
                    memberships().addToGroups(BOB, ACME, OWNER);
                  }
                }));

    racing.memberships().suspend(BOB, ACME);

    assertThat(ownerCount(ACME)).isOne();
    assertThat(memberships().get(BOB, ACME).isActive()).isFalse();
    memberships().reactivate(BOB, ACME);
    assertThat(ownerCount(ACME)).isEqualTo(owner ? 2 : 1);
  }

  @Test
  void a_member_reactivated_while_becoming_an_owner_is_counted() {
    memberships().suspend(BOB, ACME);
    Orgtable racing =
        on(
            MeanwhileClient.after(
                client(),
                TransactionCanceledException.class::isInstance,
                () -> memberships().reactivate(BOB, ACME)));

    racing.memberships().addToGroups(BOB, ACME, OWNER);

    assertThat(ownerCount(ACME)).isEqualTo(2);
  }

  @Test
  void an_owner_reactivated_while_the_user_is_deleted_is_not_the_last_one_that_goes() {
    bobIsASuspendedOwner();
    inManyOrganisations();
    Orgtable racing =
        on(
            MeanwhileClient.after(
                client(),
                SuspensionContract::hasMembers,
                () -> {
                  // The first of two reads finds that the deletion needs a job.
                },
                () -> {
                  memberships().reactivate(BOB, ACME);
                  memberships().suspend(ANN, ACME);
                }));

    assertThatThrownBy(() -> racing.users().delete(BOB)).isInstanceOf(LastOwner.class);

    work();
    assertThat(memberships().get(BOB, ACME).isOwner()).isTrue();
    assertThat(ownerCount(ACME)).isOne();
  }

  private static boolean hasMembers(Object answer) {
    return answer instanceof BatchGetItemResponse batch
        && batch.responses().values().stream().anyMatch(items -> items.size() > 50);
  }

  @Test
  void of_two_owners_who_are_suspended_or_go_at_once_one_remains() {
    for (int round = 0; round < ROUNDS; round++) {
      OrganisationId id = OrganisationId.of("r" + round);
      organisation(id, ANN);
      memberships().addMember(BOB, id, OWNER);
      boolean leaves = round % 2 == 0;

      List<AtOnce.Outcome<OrganisationId>> outcomes =
          AtOnce.call(
              List.<Supplier<OrganisationId>>of(
                  () -> {
                    memberships().suspend(ANN, id);
                    return id;
                  },
                  () -> {
                    if (leaves) {
                      memberships().leave(BOB, id);
                    } else {
                      memberships().suspend(BOB, id);
                    }
                    return id;
                  }));

      assertThat(AtOnce.answers(outcomes)).hasSize(1);
      assertThat(AtOnce.refusals(outcomes)).hasOnlyElementsOfType(LastOwner.class);
      assertThat(ownerCount(id)).isOne();
    }
  }

  @Test
  void offboarding_names_organisations_whose_last_active_owner_goes() {
    bobIsASuspendedOwner();
    Maintenance maintenance = Maintenance.of(orgtable());

    assertThat(maintenance.offboarding().plan(BOB).lastOwnerOf()).isEmpty();
    assertThat(maintenance.offboarding().plan(ANN).lastOwnerOf()).containsExactly(ACME);
  }
}
