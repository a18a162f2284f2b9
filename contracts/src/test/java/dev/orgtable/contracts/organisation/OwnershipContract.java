package dev.orgtable.contracts.organisation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orgtable.EmailAddress;
import dev.orgtable.Group;
import dev.orgtable.OrganisationId;
import dev.orgtable.OrgtableException;
import dev.orgtable.OrgtableException.LastOwner;
import dev.orgtable.OrgtableException.MemberNotFound;
import dev.orgtable.OrgtableException.NotOwner;
import dev.orgtable.OrgtableException.TooManyGroups;
import dev.orgtable.contracts.AtOnce;
import dev.orgtable.contracts.TableContract;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The contract of owners: one always remains, and the organisation counts them. */
final class OwnershipContract extends TableContract {

  private static final Set<Group> OWNER = Set.of(Group.OWNER);
  private static final int ROUNDS = 25;

  @BeforeEach
  void ann_owns_acme_and_bob_is_a_member() {
    List.of(ANN, BOB, CAT).forEach(this::user);
    organisation(ACME, ANN);
    orgtable().memberships().addMember(BOB, ACME, Set.of(STAFF));
  }

  private void makeOwner(EmailAddress user) {
    orgtable().memberships().addToGroups(user, ACME, OWNER);
  }

  private boolean isOwner(EmailAddress user) {
    return orgtable().memberships().get(user, ACME).isOwner();
  }

  @Test
  void the_last_owner_cannot_go_by_any_way() {
    List<Map<String, AttributeValue>> before = items();
    List<Runnable> ways =
        List.of(
            () -> orgtable().memberships().remove(ANN, ACME),
            () -> orgtable().memberships().leave(ANN, ACME),
            () -> orgtable().memberships().removeFromGroups(ANN, ACME, OWNER),
            () -> orgtable().memberships().changeGroups(ANN, ACME, Set.of(STAFF), OWNER),
            () -> orgtable().users().delete(ANN));

    for (Runnable way : ways) {
      assertThatThrownBy(way::run)
          .isInstanceOfSatisfying(
              LastOwner.class,
              e -> {
                assertThat(e.user()).isEqualTo(ANN);
                assertThat(e.organisations()).containsExactly(ACME);
              });
    }

    assertThat(items()).containsExactlyInAnyOrderElementsOf(before);
  }

  @Test
  void the_last_owner_of_several_organisations_is_told_of_those_that_have_no_other() {
    OrganisationId gamma = OrganisationId.of("gamma");
    organisation(BETA, ANN);
    organisation(gamma, ANN);
    orgtable().memberships().addMember(CAT, gamma, OWNER);

    assertThatThrownBy(() -> orgtable().users().delete(ANN))
        .isInstanceOfSatisfying(
            LastOwner.class,
            e -> assertThat(e.organisations()).containsExactlyInAnyOrder(ACME, BETA));

    assertThat(ownerCount(gamma)).isEqualTo(2);
  }

  @Test
  void an_invited_owner_does_not_free_the_last_one() {
    orgtable().invitations().invite(CAT, ACME, OWNER);

    assertThatThrownBy(() -> orgtable().memberships().leave(ANN, ACME))
        .isInstanceOf(LastOwner.class);

    orgtable().invitations().accept(CAT, ACME);
    orgtable().memberships().leave(ANN, ACME);
    assertThat(isOwner(CAT)).isTrue();
  }

  @Test
  void an_owner_can_leave_while_another_remains() {
    makeOwner(BOB);

    orgtable().memberships().leave(ANN, ACME);

    assertThat(ownerCount(ACME)).isOne();
    assertThatThrownBy(() -> orgtable().memberships().leave(BOB, ACME))
        .isInstanceOf(LastOwner.class);
  }

  @Test
  void an_owner_can_lose_the_group_while_another_remains() {
    makeOwner(BOB);

    orgtable().memberships().removeFromGroups(ANN, ACME, OWNER);

    assertThat(isOwner(ANN)).isFalse();
    assertThat(ownerCount(ACME)).isOne();
  }

  @Test
  void an_owner_can_be_deleted_while_another_remains() {
    makeOwner(BOB);

    orgtable().users().delete(ANN);

    assertThat(ownerCount(ACME)).isOne();
  }

  @Test
  void becoming_or_ceasing_to_be_an_owner_twice_counts_once() {
    makeOwner(BOB);
    makeOwner(BOB);
    long two = ownerCount(ACME);

    orgtable().memberships().removeFromGroups(BOB, ACME, OWNER);
    orgtable().memberships().removeFromGroups(BOB, ACME, OWNER);

    assertThat(two).isEqualTo(2);
    assertThat(ownerCount(ACME)).isOne();
  }

  @Test
  void owner_is_given_and_taken_together_with_other_groups() {
    orgtable().memberships().changeGroups(BOB, ACME, OWNER, Set.of(STAFF));
    long two = ownerCount(ACME);

    orgtable().memberships().changeGroups(BOB, ACME, Set.of(STAFF), OWNER);

    assertThat(two).isEqualTo(2);
    assertThat(ownerCount(ACME)).isOne();
    assertThat(orgtable().memberships().get(BOB, ACME).groups()).containsExactly(STAFF);
  }

  @Test
  void a_group_of_a_service_that_is_called_owner_owns_nothing() {
    service(ACME, BILLING);

    orgtable().memberships().addToGroups(BOB, ACME, Set.of(Group.of(BILLING, "owner")));

    assertThat(isOwner(BOB)).isFalse();
    assertThat(ownerCount(ACME)).isOne();
  }

  @Test
  void ownership_passes_to_another_member_in_one_step() {
    orgtable().memberships().transferOwnership(ACME, ANN, BOB);

    assertThat(isOwner(ANN)).isFalse();
    assertThat(orgtable().memberships().get(BOB, ACME).groups())
        .containsExactlyInAnyOrder(Group.OWNER, STAFF);
    assertThat(ownerCount(ACME)).isOne();
  }

  @Test
  void ownership_passes_to_someone_who_is_an_owner_already() {
    makeOwner(BOB);

    orgtable().memberships().transferOwnership(ACME, ANN, BOB);

    assertThat(isOwner(ANN)).isFalse();
    assertThat(isOwner(BOB)).isTrue();
    assertThat(ownerCount(ACME)).isOne();
  }

  @Test
  void ownership_passes_from_an_owner_to_a_member_and_nobody_else() {
    List<Map<String, AttributeValue>> before = items();

    assertThatThrownBy(() -> orgtable().memberships().transferOwnership(ACME, BOB, ANN))
        .isInstanceOfSatisfying(NotOwner.class, e -> assertThat(e.user()).isEqualTo(BOB));
    assertThatThrownBy(() -> orgtable().memberships().transferOwnership(ACME, ANN, CAT))
        .isInstanceOfSatisfying(MemberNotFound.class, e -> assertThat(e.user()).isEqualTo(CAT));
    assertThatThrownBy(() -> orgtable().memberships().transferOwnership(ACME, CAT, BOB))
        .isInstanceOfSatisfying(MemberNotFound.class, e -> assertThat(e.user()).isEqualTo(CAT));
    assertThatThrownBy(() -> orgtable().memberships().transferOwnership(BETA, ANN, BOB))
        .isInstanceOf(MemberNotFound.class);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> orgtable().memberships().transferOwnership(ACME, ANN, ANN));

    assertThat(items()).containsExactlyInAnyOrderElementsOf(before);
  }

  @Test
  void ownership_does_not_pass_to_a_member_of_100_other_groups_but_to_an_owner_among_100() {
    Set<Group> groups =
        IntStream.range(0, 99).mapToObj(i -> Group.of("g" + i)).collect(Collectors.toSet());
    orgtable().memberships().addToGroups(BOB, ACME, groups);

    assertThatThrownBy(() -> orgtable().memberships().transferOwnership(ACME, ANN, BOB))
        .isInstanceOfSatisfying(TooManyGroups.class, e -> assertThat(e.user()).isEqualTo(BOB));

    orgtable().memberships().changeGroups(BOB, ACME, OWNER, Set.of(STAFF));
    orgtable().memberships().transferOwnership(ACME, ANN, BOB);
    assertThat(isOwner(ANN)).isFalse();
  }

  @Test
  void of_two_owners_who_go_at_once_one_remains() {
    for (int round = 0; round < ROUNDS; round++) {
      OrganisationId id = OrganisationId.of("r" + round);
      organisation(id, ANN);
      orgtable().memberships().addMember(BOB, id, OWNER);

      List<AtOnce.Outcome<OrganisationId>> outcomes =
          AtOnce.call(List.of(going(round, ANN, id), going(round + 1, BOB, id)));

      assertThat(AtOnce.answers(outcomes)).hasSize(1);
      assertThat(AtOnce.refusals(outcomes)).hasOnlyElementsOfType(LastOwner.class);
      assertThat(ownerCount(id)).isOne();
    }
  }

  /** Returns a call by which an owner leaves in one round, and gives up the group in the next. */
  private Supplier<OrganisationId> going(int way, EmailAddress user, OrganisationId id) {
    return () -> {
      if (way % 2 == 0) {
        orgtable().memberships().leave(user, id);
      } else {
        orgtable().memberships().removeFromGroups(user, id, OWNER);
      }
      return id;
    };
  }

  @Test
  void of_two_owners_who_pass_ownership_to_each_other_at_once_one_remains() {
    Set<OrgtableException> refusals = new HashSet<>();
    for (int round = 0; round < ROUNDS; round++) {
      OrganisationId id = OrganisationId.of("r" + round);
      organisation(id, ANN);
      orgtable().memberships().addMember(BOB, id, OWNER);

      List<AtOnce.Outcome<OrganisationId>> outcomes =
          AtOnce.call(List.of(passing(id, ANN, BOB), passing(id, BOB, ANN)));

      refusals.addAll(AtOnce.refusals(outcomes));
      assertThat(ownerCount(id)).isOne();
    }
    assertThat(refusals).isEmpty();
  }

  private Supplier<OrganisationId> passing(OrganisationId id, EmailAddress from, EmailAddress to) {
    return () -> {
      orgtable().memberships().transferOwnership(id, from, to);
      return id;
    };
  }
}
