package dev.orgtable.contracts.group;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.Check;
import dev.orgtable.CheckResult;
import dev.orgtable.Expected;
import dev.orgtable.Group;
import dev.orgtable.GroupName;
import dev.orgtable.OrganisationId;
import dev.orgtable.Permission;
import dev.orgtable.contracts.TableContract;
import dev.orgtable.dynamodb.Consistency;
import dev.orgtable.dynamodb.Cost;
import dev.orgtable.role.GroupDetails;
import dev.orgtable.role.GroupRoles;
import dev.orgtable.role.Role;
import dev.orgtable.role.Roles;
import dev.orgtable.store.Claims;
import dev.orgtable.store.Orgtable;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The contract of the roles that groups stand for. Bob is in the group sales of Acme and of Beta;
 * that of Acme stands for sellers.
 */
final class GroupPermissionsContract extends TableContract {

  private static final Permission SELL = Permission.of("contracts:write");
  private static final Permission READ = Permission.of("contracts:read");
  private static final GroupName SALES = GroupName.of("sales");
  private static final Group IN_SALES = new Group.OfOrganisation(SALES);
  private static final GroupName SELLERS = GroupName.of("sellers");
  private static final GroupName READERS_ROLE = GroupName.of("clerks");
  private static final Roles ROLES =
      Roles.of(
          List.of(
              new Role(SELLERS, "", "", List.of(SELL), List.of(READERS_ROLE)),
              new Role(READERS_ROLE, "", "", List.of(READ), List.of())),
          List.of());
  private static final GroupDetails OF_SELLERS = GroupDetails.NONE.withRoles(List.of(SELLERS));
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @BeforeEach
  final void organisations() {
    user(ANN);
    user(BOB);
    organisation(ACME, ANN);
    organisation(BETA, ANN);
    orgtable().roles().put(ROLES, Expected.ANYTHING);
    orgtable().groups().create(ACME, SALES, OF_SELLERS);
    orgtable().groups().create(BETA, SALES, GroupDetails.NONE);
    orgtable().memberships().addMember(BOB, ACME, Set.of(IN_SALES));
    orgtable().memberships().addMember(BOB, BETA, Set.of(IN_SALES));
    service(ACME, BILLING);
  }

  private static Check needs(Permission permission) {
    return Check.permitted(BOB, ACME, permission);
  }

  private boolean may(Permission permission) {
    return orgtable().memberships().check(needs(permission)).allowed();
  }

  @Test
  void a_member_has_the_permissions_of_the_roles_and_of_those_included() {
    CheckResult answer = orgtable().memberships().check(needs(SELL));

    assertThat(answer.allowed()).isTrue();
    assertThat(answer.groups()).containsExactly(IN_SALES);
    assertThat(may(READ)).isTrue();
    assertThat(orgtable().memberships().check(Check.permitted(BOB, ACME, BILLING, SELL)).allowed())
        .isTrue();
    assertThat(orgtable().memberships().check(Check.permitted(BOB, BETA, SELL)).allowed())
        .isFalse();
    assertThat(
            orgtable()
                .memberships()
                .check(Check.inGroup(BOB, ACME, new Group.OfOrganisation(SELLERS)))
                .allowed())
        .isFalse();
  }

  @Test
  void many_checks_use_the_roles_of_each_organisation() {
    List<Check> questions =
        List.of(needs(SELL), Check.permitted(BOB, BETA, SELL), Check.member(BOB, BETA));

    assertThat(orgtable().memberships().check(questions, Consistency.STRONG))
        .extracting(CheckResult::allowed)
        .containsExactly(true, false, true);
    assertThat(orgtable().memberships().check(questions, MINUTE))
        .extracting(CheckResult::allowed)
        .containsExactly(true, false, true);
  }

  @Test
  void a_change_and_a_deletion_hold_at_once_also_for_checks_from_memory() {
    Orgtable one = orgtable();
    assertThat(one.memberships().check(needs(SELL), MINUTE).allowed()).isTrue();

    one.groups().put(ACME, SALES, OF_SELLERS.withRoles(List.of(READERS_ROLE)), Expected.ANYTHING);
    assertThat(one.memberships().check(needs(SELL), MINUTE).allowed()).isFalse();
    assertThat(one.memberships().check(needs(READ), MINUTE).allowed()).isTrue();

    one.groups().delete(ACME, SALES, Expected.ANYTHING);
    assertThat(one.memberships().check(needs(READ), MINUTE).allowed()).isFalse();
  }

  @Test
  void another_process_keeps_the_roles_no_longer_than_the_bound() {
    Orgtable other = orgtable();
    assertThat(other.memberships().check(needs(SELL), MINUTE).allowed()).isTrue();

    orgtable().groups().put(ACME, SALES, GroupDetails.NONE, Expected.ANYTHING);

    assertThat(other.memberships().check(needs(SELL), MINUTE).allowed()).isTrue();
    assertThat(other.memberships().check(needs(SELL), Duration.ZERO).allowed()).isFalse();
    assertThat(other.memberships().check(needs(SELL)).allowed()).isFalse();
  }

  @Test
  void a_check_by_permission_reads_one_item_more_and_a_check_by_group_none() {
    Orgtable one = orgtable();
    one.memberships().check(needs(SELL));
    resetCost();

    one.memberships().check(needs(SELL));
    Cost byPermission = cost();
    resetCost();
    one.memberships().check(Check.inGroup(BOB, ACME, IN_SALES));

    assertThat(byPermission.requests()).isEqualTo(1);
    assertThat(byPermission.readUnits()).isEqualTo(3);
    assertThat(cost().requests()).isEqualTo(1);
    assertThat(cost().readUnits()).isEqualTo(2);
  }

  @Test
  void a_check_from_memory_costs_nothing_once_it_was_made() {
    Orgtable one = orgtable();
    one.memberships().check(needs(SELL), MINUTE);
    resetCost();

    assertThat(one.memberships().check(needs(SELL), MINUTE).allowed()).isTrue();
    assertThat(one.memberships().check(Check.member(BOB, ACME), MINUTE).member()).isTrue();
    assertThat(cost()).isEqualTo(Cost.NONE);
    one.memberships().check(Check.permitted(ANN, ACME, SELL), MINUTE);
    resetCost();
    assertThat(one.memberships().check(needs(SELL), MINUTE).allowed()).isTrue();
    assertThat(cost()).isEqualTo(Cost.NONE);
  }

  @Test
  void claims_have_the_permissions() {
    Claims claims = orgtable().claims();

    assertThat(claims.of(BOB, ACME, ROLES).orElseThrow().permissions().orElseThrow())
        .containsExactlyInAnyOrder(SELL, READ);
    assertThat(claims.of(BOB, ACME, ROLES).orElseThrow().groups()).containsExactly(IN_SALES);
    assertThat(claims.of(BOB, ROLES).organisations())
        .extracting(each -> each.permissions().orElseThrow().size())
        .containsExactly(2, 0);
  }

  private GroupRoles standFor(OrganisationId organisation) {
    return Objects.requireNonNull(orgtable().groups().roles(List.of(ACME, BETA)).get(organisation));
  }

  @Test
  void the_roles_of_many_organisations_are_read_together() {
    assertThat(standFor(ACME).and(Set.of(IN_SALES)))
        .containsExactlyInAnyOrder(IN_SALES, new Group.OfOrganisation(SELLERS));
    assertThat(standFor(BETA).roles()).isEmpty();
  }
}
