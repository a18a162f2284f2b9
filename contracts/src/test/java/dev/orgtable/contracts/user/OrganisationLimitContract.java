package dev.orgtable.contracts.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orgtable.EmailAddress;
import dev.orgtable.Group;
import dev.orgtable.InvalidInput;
import dev.orgtable.OrganisationId;
import dev.orgtable.OrgtableException.AlreadyMember;
import dev.orgtable.OrgtableException.OrganisationAlreadyExists;
import dev.orgtable.OrgtableException.OrganisationLimitReached;
import dev.orgtable.OrgtableException.UnreadableRecord;
import dev.orgtable.OrgtableException.UserNotFound;
import dev.orgtable.contracts.AtOnce;
import dev.orgtable.contracts.TableContract;
import dev.orgtable.dynamodb.Cost;
import dev.orgtable.maintenance.Violation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The contract of the limit of a user's organisations. Ann owns Acme and seven others. */
final class OrganisationLimitContract extends TableContract {

  private static final int OTHERS = 7;

  @BeforeEach
  void ann_owns_organisations() {
    user(ANN);
    user(BOB);
    organisation(ACME, ANN);
    IntStream.range(0, OTHERS).forEach(i -> organisation(other(i), ANN));
  }

  private static OrganisationId other(int number) {
    return OrganisationId.of("other-" + number);
  }

  private void limit(EmailAddress user, long most) {
    orgtable().facts().limitOrganisations(user, most);
  }

  private void add(OrganisationId organisation) {
    orgtable().memberships().addMember(BOB, organisation, Set.of());
  }

  private void invite(OrganisationId organisation) {
    orgtable().invitations().invite(BOB, organisation, Set.of());
  }

  private int organisations() {
    return orgtable().users().details(BOB).organisations().size();
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1, 1_000_001})
  void a_limit_is_1_to_1_000_000(long limit) {
    assertThatThrownBy(() -> limit(BOB, limit)).isInstanceOf(InvalidInput.class);
    limit(BOB, 1_000_000);
    assertThat(orgtable().facts().organisationLimit(BOB)).hasValue(1_000_000);
    limit(BOB, 1);
    assertThat(orgtable().facts().organisationLimit(BOB)).hasValue(1);
  }

  @Test
  void only_a_user_has_one() {
    assertThat(orgtable().facts().organisationLimit(BOB)).isEmpty();
    assertThatThrownBy(() -> limit(CAT, 1)).isInstanceOf(UserNotFound.class);
    assertThatThrownBy(() -> orgtable().facts().removeOrganisationLimit(CAT))
        .isInstanceOf(UserNotFound.class);
    assertThatThrownBy(() -> orgtable().facts().organisationLimit(CAT))
        .isInstanceOf(UserNotFound.class);
  }

  @Test
  void whatever_makes_a_member_is_refused_at_the_limit() {
    limit(BOB, 1);
    invite(other(1));
    invite(other(2));
    add(ACME);

    assertThatThrownBy(() -> add(other(0)))
        .isInstanceOfSatisfying(
            OrganisationLimitReached.class,
            e -> {
              assertThat(e.user()).isEqualTo(BOB);
              assertThat(e.limit()).isEqualTo(1);
            });
    assertThatThrownBy(() -> orgtable().invitations().accept(BOB, other(1)))
        .isInstanceOf(OrganisationLimitReached.class);
    assertThatThrownBy(() -> orgtable().organisations().create("Bob's", BOB))
        .isInstanceOf(OrganisationLimitReached.class);
    assertThatThrownBy(() -> add(ACME)).isInstanceOf(AlreadyMember.class);
    assertThat(organisations()).isEqualTo(1);
  }

  @Test
  void a_membership_that_ends_gives_its_place() {
    limit(BOB, 1);
    add(ACME);
    orgtable().memberships().remove(BOB, ACME);
    add(other(0));
    orgtable().organisations().delete(other(0));

    add(other(1));

    assertThat(organisations()).isEqualTo(1);
  }

  @Test
  void a_lower_limit_removes_the_user_from_none_and_a_removed_one_holds_nobody_back() {
    add(ACME);
    add(other(0));
    limit(BOB, 1);
    assertThat(organisations()).isEqualTo(2);
    assertThatThrownBy(() -> add(other(1))).isInstanceOf(OrganisationLimitReached.class);

    orgtable().facts().removeOrganisationLimit(BOB);
    orgtable().facts().removeOrganisationLimit(BOB);
    add(other(1));

    assertThat(organisations()).isEqualTo(3);
    assertThat(orgtable().facts().organisationLimit(BOB)).isEmpty();
  }

  @Test
  void it_moves_with_the_user_to_another_address() {
    limit(BOB, 2);
    add(ACME);

    orgtable().users().changeAddress(BOB, CAT);

    assertThat(orgtable().facts().organisationLimit(CAT)).hasValue(2);
  }

  @Test
  void additions_at_once_reach_the_limit_and_never_exceed_it() {
    limit(BOB, 3);
    IntStream.range(0, OTHERS).filter(i -> i % 2 == 0).forEach(i -> invite(other(i)));
    List<Supplier<Boolean>> calls =
        IntStream.range(0, OTHERS).<Supplier<Boolean>>mapToObj(i -> () -> join(i)).toList();

    List<AtOnce.Outcome<Boolean>> outcomes = AtOnce.call(calls);

    assertThat(AtOnce.answers(outcomes)).hasSize(3);
    assertThat(AtOnce.refusals(outcomes)).hasOnlyElementsOfType(OrganisationLimitReached.class);
    assertThat(organisations()).isEqualTo(3);
  }

  private boolean join(int number) {
    if (number % 2 == 0) {
      orgtable().invitations().accept(BOB, other(number));
    } else {
      add(other(number));
    }
    return true;
  }

  @Test
  void a_limit_that_is_set_meanwhile_is_kept() {
    add(ACME);

    assertThatThrownBy(
            () -> meanwhile(() -> limit(BOB, 1)).memberships().addMember(BOB, other(0), Set.of()))
        .isInstanceOf(OrganisationLimitReached.class);
  }

  @Test
  void a_damaged_limit_lets_nobody_in_until_it_is_set_again() {
    limit(BOB, 5);
    Map<String, AttributeValue> damaged = new HashMap<>(item("user/bob@example.com", "user"));
    damaged.put("organisationLimit", AttributeValue.fromS("many"));
    put(damaged);

    assertThatThrownBy(() -> add(ACME)).isInstanceOf(OrganisationLimitReached.class);
    assertThat(violations()).extracting(Violation::id).containsExactly("user/bob@example.com");
    assertThatThrownBy(() -> orgtable().facts().organisationLimit(BOB))
        .isInstanceOf(UnreadableRecord.class);
    limit(BOB, 5);
    add(ACME);
    assertThat(organisations()).isEqualTo(1);
  }

  @Test
  void only_users_with_a_limit_cost_more() {
    resetCost();
    add(ACME);
    Cost without = cost();
    limit(BOB, 5);
    resetCost();
    add(other(0));
    Cost with = cost();

    assertThat(with.writeUnits()).isEqualTo(without.writeUnits());
    assertThat(with.readUnits() - without.readUnits()).isEqualTo(2);
  }

  @Test
  void a_limit_below_the_number_does_not_hide_that_somebody_is_a_member() {
    add(ACME);
    add(other(0));
    limit(BOB, 1);

    assertThatThrownBy(() -> add(ACME)).isInstanceOf(AlreadyMember.class);
    assertThatThrownBy(() -> orgtable().organisations().create(ACME, "Acme", BOB))
        .isInstanceOf(OrganisationAlreadyExists.class);
  }

  @Test
  void the_limits_of_many_users_cost_one_request_each_and_one_more() {
    Map<EmailAddress, Set<Group>> all = new HashMap<>();
    for (int i = 0; i < 25; i++) {
      EmailAddress each = EmailAddress.of("q" + i + "@example.com");
      user(each);
      limit(each, 5);
      all.put(each, Set.of());
    }
    resetCost();

    orgtable().memberships().addMembers(ACME, all);

    assertThat(cost().requests()).isEqualTo(2 + 25 + 1);
  }
}
