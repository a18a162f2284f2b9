package dev.orgtable.contracts.organisation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orgtable.Check;
import dev.orgtable.CheckResult;
import dev.orgtable.Expected;
import dev.orgtable.Group;
import dev.orgtable.GroupName;
import dev.orgtable.InvalidInput;
import dev.orgtable.OrgtableException.Stale;
import dev.orgtable.Outcome;
import dev.orgtable.Permission;
import dev.orgtable.Service;
import dev.orgtable.ServiceId;
import dev.orgtable.contracts.AtOnce;
import dev.orgtable.contracts.TableContract;
import dev.orgtable.dynamodb.Consistency;
import dev.orgtable.dynamodb.Cost;
import dev.orgtable.role.Role;
import dev.orgtable.role.Roles;
import dev.orgtable.role.StoredRoles;
import dev.orgtable.store.MembershipStore;
import dev.orgtable.store.Orgtable;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The contract of the roles of the application, and of checks by permission. */
final class RolesContract extends TableContract {

  private static final Permission READ = Permission.of("invoices:read");
  private static final Permission WRITE = Permission.of("invoices:write");
  private static final Permission PRINT = Permission.of("reports:print");
  private static final Duration BOUND = Duration.ofSeconds(60);

  private static final Roles ROLES =
      Roles.of(
          List.of(
              role("admin", "Administrator", List.of(WRITE), "staff"),
              role("staff", "Member of staff", List.of(READ))),
          List.of(role("readers", "Reader", List.of(PRINT))));

  @BeforeEach
  void ann_owns_acme_and_bob_is_a_member() {
    user(ANN);
    user(BOB);
    organisation(ACME, ANN);
    service(ACME, BILLING);
    orgtable().memberships().addMember(BOB, ACME, Set.of(STAFF, READERS));
  }

  private static Role role(
      String name, String label, List<Permission> permissions, String... includes) {
    return new Role(
        GroupName.of(name),
        label,
        "What " + name + " is for",
        permissions,
        Stream.of(includes).map(GroupName::of).toList());
  }

  @Test
  void roles_are_stored_as_given_and_the_same_ones_write_nothing() {
    Outcome<StoredRoles> first = orgtable().roles().put(ROLES, Expected.NOTHING);
    Outcome<StoredRoles> again = orgtable().roles().put(ROLES, Expected.ANYTHING);

    assertThat(first.effect()).isEqualTo(Outcome.Effect.CREATED);
    assertThat(again).isEqualTo(Outcome.unchanged(first.value()));
    assertThat(orgtable().roles().get()).contains(first.value());
    assertThat(orgtable().roles().current()).contains(ROLES);
    assertThat(first.value().roles()).isEqualTo(ROLES);
  }

  @Test
  void a_write_based_on_an_outdated_read_is_refused() {
    Roles other = Roles.of(List.of(role("staff", "", List.of(READ))), List.of());
    StoredRoles first = orgtable().roles().put(ROLES, Expected.NOTHING).value();
    StoredRoles second = orgtable().roles().put(other, Expected.revision(first.revision())).value();

    assertThat(second.revision()).isEqualTo(first.revision() + 1);
    assertThatThrownBy(() -> orgtable().roles().put(ROLES, Expected.revision(first.revision())))
        .isInstanceOf(Stale.class)
        .hasMessage("the role document does not have the revision that the caller expects");
    assertThatThrownBy(() -> orgtable().roles().put(ROLES, Expected.NOTHING))
        .isInstanceOf(Stale.class);
    assertThatThrownBy(() -> orgtable().roles().remove(Expected.revision(first.revision())))
        .isInstanceOf(Stale.class);
    assertThat(orgtable().roles().get()).contains(second);
  }

  @Test
  void of_two_applied_at_once_one_is_refused() {
    Roles other = Roles.of(List.of(role("staff", "", List.of(READ))), List.of());
    Orgtable first = meanwhile(() -> orgtable().roles().put(other, Expected.NOTHING));

    assertThatThrownBy(() -> first.roles().put(ROLES, Expected.NOTHING)).isInstanceOf(Stale.class);
    assertThat(orgtable().roles().current()).contains(other);
  }

  @Test
  void many_changes_at_once_all_count() {
    orgtable().roles().put(ROLES, Expected.NOTHING);
    long before = orgtable().roles().get().orElseThrow().revision();
    int writers = 8;

    List<Supplier<Outcome<StoredRoles>>> calls =
        IntStream.range(0, writers)
            .mapToObj(i -> Roles.of(List.of(role("r" + i, "", List.of(READ))), List.of()))
            .<Supplier<Outcome<StoredRoles>>>map(
                roles -> () -> orgtable().roles().put(roles, Expected.ANYTHING))
            .toList();

    List<AtOnce.Outcome<Outcome<StoredRoles>>> outcomes = AtOnce.call(calls);

    assertThat(AtOnce.answers(outcomes)).hasSize(writers);
    assertThat(orgtable().roles().get().orElseThrow().revision()).isEqualTo(before + writers);
  }

  @Test
  void a_group_that_nobody_can_be_given_is_refused() {
    for (String name : List.of("Owner", "0wner", "..", "OWNER")) {
      Roles roles = Roles.of(List.of(role(name, "", List.of())), List.of());
      assertThatThrownBy(() -> orgtable().roles().put(roles, Expected.ANYTHING))
          .isInstanceOf(InvalidInput.class)
          .hasMessageStartingWith("organisation." + name + " must not ");
    }
    assertThat(orgtable().roles().get()).isEmpty();
  }

  @Test
  void a_check_by_permission_is_answered_by_the_groups_of_the_member() {
    orgtable().roles().put(ROLES, Expected.NOTHING);
    MembershipStore memberships = orgtable().memberships();
    Set<Group> groups = Set.of(STAFF, READERS);

    List<CheckResult> answers =
        memberships.check(
            List.of(
                Check.permitted(BOB, ACME, READ),
                Check.permitted(BOB, ACME, WRITE),
                Check.permitted(BOB, ACME, PRINT),
                Check.permitted(BOB, ACME, BILLING, PRINT),
                Check.permitted(BOB, ACME, BILLING, READ),
                Check.inGroup(BOB, ACME, STAFF),
                Check.permitted(ANN, ACME, WRITE),
                Check.permitted(ANN, ACME, BILLING, PRINT),
                Check.permitted(CAT, ACME, READ)),
            Consistency.STRONG);

    assertThat(answers)
        .extracting(CheckResult::allowed)
        .containsExactly(true, false, false, true, true, true, true, true, false);
    assertThat(memberships.check(Check.permitted(BOB, ACME, READ)))
        .isEqualTo(new CheckResult(true, true, groups));
    assertThat(memberships.check(Check.permitted(BOB, ACME, WRITE)))
        .isEqualTo(new CheckResult(true, false, groups));
    memberships.suspend(BOB, ACME);
    assertThat(memberships.check(Check.permitted(BOB, ACME, READ)))
        .isEqualTo(new CheckResult(false, false, Set.of()));
  }

  @Test
  void nobody_has_a_permission_in_a_service_that_does_not_exist() {
    Orgtable to = orgtable();
    to.roles().put(ROLES, Expected.NOTHING);
    Check absent = Check.permitted(ANN, ACME, ServiceId.of("crm"), READ);
    Check present = Check.permitted(ANN, ACME, BILLING, READ);

    assertThat(allowed(to, absent)).containsExactly(false, false, false, false);
    assertThat(allowed(to, present)).containsExactly(true, true, true, true);
    service(ACME, ServiceId.of("crm"));
    assertThat(allowed(orgtable(), absent)).containsExactly(true, true, true, true);
    to.services().delete(ACME, BILLING);
    assertThat(allowed(to, present)).containsExactly(false, false, false, false);
  }

  private static List<Boolean> allowed(Orgtable to, Check question) {
    MembershipStore memberships = to.memberships();
    return Stream.of(
            memberships.check(question),
            memberships.check(List.of(question), Consistency.STRONG).get(0),
            memberships.check(question, BOUND),
            memberships.check(List.of(question), BOUND).get(0))
        .map(CheckResult::allowed)
        .toList();
  }

  @Test
  void a_service_created_by_this_process_counts_from_the_next_check_on() {
    Orgtable to = orgtable();
    to.roles().put(ROLES, Expected.NOTHING);
    Check question = Check.permitted(ANN, ACME, ServiceId.of("crm"), READ);
    boolean before = to.memberships().check(question, BOUND).allowed();

    to.services().create(new Service(ACME, ServiceId.of("crm"), "CRM", 0));

    assertThat(before).isFalse();
    assertThat(to.memberships().check(question, BOUND).allowed()).isTrue();
  }

  @Test
  void a_check_by_permission_in_a_service_costs_one_read_unit_more() {
    orgtable().roles().put(ROLES, Expected.NOTHING);
    Orgtable fresh = orgtable();
    Check question = Check.permitted(BOB, ACME, BILLING, READ);

    assertThat(costOf(() -> fresh.memberships().check(question))).isEqualTo(new Cost(1, 5, 0));
    assertThat(costOf(() -> fresh.memberships().check(question))).isEqualTo(new Cost(1, 4, 0));
    assertThat(costOf(() -> fresh.memberships().check(question, BOUND)))
        .isEqualTo(new Cost(1, 4, 0));
    assertThat(costOf(() -> fresh.memberships().check(question, BOUND))).isEqualTo(Cost.NONE);
  }

  @Test
  void an_owner_is_in_no_other_group_but_has_its_permissions() {
    orgtable().roles().put(ROLES, Expected.NOTHING);
    MembershipStore memberships = orgtable().memberships();

    assertThat(memberships.check(Check.inGroup(ANN, ACME, STAFF)).allowed()).isFalse();
    assertThat(memberships.check(Check.permitted(ANN, ACME, READ)).allowed()).isTrue();
  }

  @Test
  void a_change_by_this_process_counts_from_the_next_check_on() {
    Orgtable to = orgtable();
    to.roles().put(ROLES, Expected.NOTHING);
    Check question = Check.permitted(BOB, ACME, READ);
    boolean before = to.memberships().check(question, BOUND).allowed();

    to.roles()
        .put(
            Roles.of(
                List.of(role("admin", "", List.of(READ)), role("staff", "", List.of())), List.of()),
            Expected.ANYTHING);

    assertThat(before).isTrue();
    assertThat(to.memberships().check(question, BOUND).allowed()).isFalse();
    to.roles().remove(Expected.ANYTHING);
    assertThatThrownBy(() -> to.memberships().check(question, BOUND))
        .isInstanceOf(InvalidInput.class);
  }

  @Test
  void a_permission_is_refused_if_no_role_names_it_and_if_there_are_no_roles() {
    Check question = Check.permitted(CAT, ACME, Permission.of("invoices:wirte"));
    MembershipStore memberships = orgtable().memberships();

    assertThatThrownBy(() -> memberships.check(question))
        .isInstanceOf(InvalidInput.class)
        .hasMessage("permission cannot be checked: this table has no roles (orgtable roles apply)");
    orgtable().roles().put(ROLES, Expected.NOTHING);

    for (MembershipStore each : List.of(orgtable().memberships(), orgtable().memberships())) {
      assertThatThrownBy(() -> each.check(question))
          .isInstanceOf(InvalidInput.class)
          .hasMessage("permission is not named by any role: invoices:wirte");
      Check known = Check.permitted(BOB, ACME, READ);
      assertThatThrownBy(() -> each.check(question, BOUND)).isInstanceOf(InvalidInput.class);
      for (List<CheckResult> answers :
          List.of(
              each.check(List.of(question, known), BOUND),
              each.check(List.of(question, known), Consistency.STRONG))) {
        assertThat(answers.get(0).refusal())
            .isInstanceOf(InvalidInput.class)
            .hasMessage("permission is not named by any role: invoices:wirte");
        assertThat(answers.get(0).allowed()).isFalse();
        assertThat(answers.get(1)).isEqualTo(each.check(known));
      }
    }
  }

  @Test
  void a_check_by_permission_is_one_request_and_costs_three_read_units_once_the_roles_are_known() {
    Orgtable to = orgtable();
    to.roles().put(ROLES, Expected.NOTHING);
    Orgtable fresh = orgtable();
    Check question = Check.permitted(BOB, ACME, READ);

    assertThat(costOf(() -> fresh.memberships().check(question))).isEqualTo(new Cost(1, 4, 0));
    assertThat(costOf(() -> fresh.memberships().check(question))).isEqualTo(new Cost(1, 3, 0));
    assertThat(
            costOf(
                () -> fresh.memberships().check(List.of(question, question), Consistency.STRONG)))
        .isEqualTo(new Cost(1, 3, 0));
    assertThat(costOf(() -> fresh.memberships().check(question, BOUND)))
        .isEqualTo(new Cost(1, 3, 0));
    assertThat(costOf(() -> fresh.memberships().check(question, BOUND))).isEqualTo(Cost.NONE);
    assertThat(costOf(() -> fresh.roles().current())).isEqualTo(Cost.NONE);
  }

  @Test
  void writes_cost_a_read_of_the_present_roles_and_a_write() {
    Roles other = Roles.of(List.of(role("staff", "", List.of(READ))), List.of());

    assertThat(costOf(() -> orgtable().roles().put(ROLES, Expected.NOTHING)))
        .isEqualTo(new Cost(2, 1, 4));
    assertThat(costOf(() -> orgtable().roles().put(ROLES, Expected.ANYTHING)))
        .isEqualTo(new Cost(1, 1, 0));
    assertThat(costOf(() -> orgtable().roles().put(other, Expected.ANYTHING)))
        .isEqualTo(new Cost(2, 1, 4));
    assertThat(costOf(() -> orgtable().roles().remove(Expected.ANYTHING)))
        .isEqualTo(new Cost(2, 1, 4));
    assertThat(costOf(() -> orgtable().roles().get())).isEqualTo(new Cost(1, 1, 0));
  }

  @Test
  void a_membership_in_memory_is_read_again_with_the_roles_of_groups() {
    orgtable().roles().put(ROLES, Expected.NOTHING);
    Orgtable fresh = orgtable();
    fresh.memberships().check(Check.member(BOB, ACME), BOUND);

    assertThat(costOf(() -> fresh.memberships().check(Check.permitted(BOB, ACME, READ), BOUND)))
        .isEqualTo(new Cost(1, 4, 0));
  }

  @Test
  void without_roles_other_checks_and_claims_never_read_them() {
    MembershipStore memberships = orgtable().memberships();

    assertThat(costOf(() -> memberships.check(Check.inGroup(BOB, ACME, STAFF))))
        .isEqualTo(new Cost(1, 2, 0));
    assertThat(costOf(() -> orgtable().claims().of(BOB, ACME))).isEqualTo(new Cost(1, 3, 0));
  }

  private Cost costOf(Runnable operation) {
    resetCost();
    operation.run();
    return cost();
  }

  @Test
  void the_largest_roles_fit_the_table() {
    int bytes = 72;
    List<Role> many =
        IntStream.range(0, Roles.MOST_BYTES / bytes)
            .mapToObj(
                i -> new Role(GroupName.of("%04d".formatted(i)), "", "", List.of(), List.of()))
            .toList();
    Roles largest = Roles.of(many, List.of());
    resetCost();

    orgtable().roles().put(largest, Expected.NOTHING);

    assertThat(cost().writeUnits()).isLessThanOrEqualTo(2 * 33 + 10);
    assertThat(orgtable().roles().get().orElseThrow().roles()).isEqualTo(largest);
  }
}
