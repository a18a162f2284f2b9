package dev.orgtable.contracts.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orgtable.Check;
import dev.orgtable.Expected;
import dev.orgtable.Group;
import dev.orgtable.GroupName;
import dev.orgtable.InvalidInput;
import dev.orgtable.OrgtableException.GroupAlreadyExists;
import dev.orgtable.OrgtableException.GroupNotFound;
import dev.orgtable.OrgtableException.InProgress;
import dev.orgtable.OrgtableException.Stale;
import dev.orgtable.Outcome;
import dev.orgtable.PageRequest;
import dev.orgtable.Permission;
import dev.orgtable.contracts.AtOnce;
import dev.orgtable.contracts.TableContract;
import dev.orgtable.contracts.WatchedClient;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.job.Worker;
import dev.orgtable.role.GroupDetails;
import dev.orgtable.role.OrganisationGroup;
import dev.orgtable.role.Role;
import dev.orgtable.role.Roles;
import dev.orgtable.store.GroupStore;
import dev.orgtable.store.Orgtable;
import dev.orgtable.testkit.Crowd;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The contract of renaming groups. Bob is in the group sales, which stands for sellers, and Cat is
 * invited to it; a large group has 120 members more.
 */
final class GroupRenamingContract extends TableContract {

  private static final int MANY = 120;
  private static final int CHANGES = 12;
  private static final Permission SELL = Permission.of("contracts:write");
  private static final GroupName SELLERS = GroupName.of("sellers");
  private static final GroupName SALES = GroupName.of("sales");
  private static final GroupName REVENUE = GroupName.of("revenue");
  private static final Group IN_SALES = new Group.OfOrganisation(SALES);
  private static final Group IN_REVENUE = new Group.OfOrganisation(REVENUE);
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final GroupDetails DETAILS =
      GroupDetails.NONE.withLabel("Sales").withRoles(List.of(SELLERS));

  @BeforeEach
  final void group() {
    user(ANN);
    user(BOB);
    user(CAT);
    organisation(ACME, ANN);
    orgtable()
        .roles()
        .put(
            Roles.of(
                List.of(
                    new Role(SELLERS, "", "", List.of(SELL), List.of()),
                    new Role(GroupName.of("clerks"), "", "", List.of(), List.of())),
                List.of()),
            Expected.ANYTHING);
    groups().create(ACME, SALES, DETAILS);
    orgtable().memberships().addMember(BOB, ACME, Set.of(IN_SALES, STAFF));
    orgtable().invitations().invite(CAT, ACME, Set.of(IN_SALES));
  }

  private GroupStore groups() {
    return orgtable().groups();
  }

  private void large() {
    new Crowd(client(), tableName, ACME).join(MANY, Set.of(IN_SALES));
  }

  private Outcome<OrganisationGroup> rename() {
    return groups().rename(ACME, SALES, REVENUE, Expected.ANYTHING);
  }

  private void withoutRoles() {
    groups().put(ACME, SALES, GroupDetails.NONE, Expected.ANYTHING);
  }

  private boolean maySell() {
    return orgtable().memberships().check(Check.permitted(BOB, ACME, SELL)).allowed();
  }

  private void assertRenamed() {
    assertThat(itemsNaming("organisationGroup/sales")).isEmpty();
    assertThat(orgtable().memberships().get(BOB, ACME).groups()).contains(IN_REVENUE, STAFF);
    assertThat(maySell()).isTrue();
    assertThat(groups().get(ACME, REVENUE).details()).isEqualTo(DETAILS);
    assertThatThrownBy(() -> groups().get(ACME, SALES)).isInstanceOf(GroupNotFound.class);
  }

  @Test
  void a_small_group_without_roles_is_renamed_in_one_transaction() {
    withoutRoles();
    OrganisationGroup before = groups().get(ACME, SALES);

    Outcome<OrganisationGroup> renamed = rename();

    assertThat(renamed.job()).isEmpty();
    assertThat(renamed.value().id()).isEqualTo(before.id());
    assertThat(renamed.value().createdAt()).isEqualTo(before.createdAt());
    assertThat(orgtable().invitations().get(CAT, ACME).groups()).containsExactly(IN_REVENUE);
    assertThat(orgtable().memberships().get(BOB, ACME).groups())
        .containsExactlyInAnyOrder(IN_REVENUE, STAFF);
    assertThat(itemsNaming("organisationGroup/sales")).isEmpty();
    assertThat(work()).isZero();
  }

  @Test
  void a_large_group_is_renamed_by_a_job_and_nobody_loses_a_permission_meanwhile() {
    large();
    assertThat(rename().job()).isPresent();
    AtomicInteger writes = new AtomicInteger();
    AtomicInteger lost = new AtomicInteger();

    try (Worker worker =
        worker(
            WatchedClient.beforeEachWrite(
                client(),
                number -> {
                  writes.incrementAndGet();
                  lost.addAndGet(maySell() ? 0 : 1);
                }))) {
      worker.runOpen();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }

    assertThat(writes.get()).isGreaterThan(MANY);
    assertThat(lost.get()).isZero();
    assertThat(orgtable().memberships().list(ACME, IN_REVENUE, page()).items()).hasSize(MANY + 1);
    assertRenamed();
  }

  private static PageRequest page() {
    return PageRequest.first(200);
  }

  @Test
  void a_small_group_with_roles_is_renamed_by_a_job_too_so_that_no_check_sees_half_of_it() {
    assertThat(rename().job()).isPresent();

    assertThat(work()).isEqualTo(1);

    assertRenamed();
  }

  @Test
  void checks_from_the_memory_of_another_process_lose_no_permission() {
    Orgtable other = orgtable();
    Check ann = Check.permitted(ANN, ACME, SELL);
    Check bob = Check.permitted(BOB, ACME, SELL);
    other.memberships().check(ann, MINUTE);
    rename();
    assertThat(other.memberships().check(bob, MINUTE).allowed()).isTrue();
    work();

    assertThat(other.memberships().check(bob, MINUTE).allowed()).isTrue();
    assertThat(other.memberships().check(List.of(ann, bob), MINUTE).get(1).allowed()).isTrue();
    Orgtable fresh = orgtable();
    fresh.memberships().check(Check.member(BOB, ACME), MINUTE);
    assertThat(fresh.memberships().check(bob, MINUTE).allowed()).isTrue();
  }

  @Test
  void a_member_read_after_the_roles_of_another_goes_with_the_roles_of_its_own_read() {
    Orgtable other = orgtable();
    other.memberships().check(Check.permitted(ANN, ACME, SELL), MINUTE);
    rename();
    work();

    assertThat(other.memberships().check(Check.permitted(BOB, ACME, SELL), MINUTE).allowed())
        .isTrue();
  }

  @Test
  void until_the_job_is_done_the_new_name_stays_and_none_is_created_with_the_old_one() {
    large();
    rename();

    assertThat(groups().get(ACME, REVENUE).details()).isEqualTo(DETAILS);
    assertThat(maySell()).isTrue();
    assertThat(orgtable().memberships().get(BOB, ACME).groups()).contains(IN_SALES);
    assertThatThrownBy(() -> groups().create(ACME, SALES, GroupDetails.NONE))
        .isInstanceOf(InProgress.class);
    assertThatThrownBy(() -> groups().delete(ACME, REVENUE, Expected.ANYTHING))
        .isInstanceOf(InProgress.class);
    assertThatThrownBy(() -> groups().rename(ACME, REVENUE, SALES, Expected.ANYTHING))
        .isInstanceOf(InProgress.class);
    assertThatThrownBy(() -> groups().delete(ACME, SALES, Expected.ANYTHING))
        .isInstanceOf(GroupNotFound.class);
    orgtable().memberships().addToGroups(ANN, ACME, Set.of(IN_REVENUE));

    work();

    assertRenamed();
    assertThat(orgtable().memberships().get(ANN, ACME).groups()).contains(IN_REVENUE);
    assertThat(groups().delete(ACME, REVENUE, Expected.ANYTHING)).isPresent();
  }

  @Test
  void roles_changed_meanwhile_hold_for_members_under_both_names() {
    large();
    rename();

    groups().put(ACME, REVENUE, GroupDetails.NONE, Expected.ANYTHING);

    assertThat(maySell()).isFalse();
    work();
    assertThat(maySell()).isFalse();
  }

  @Test
  void an_addition_to_the_old_name_before_the_job_passes_is_moved_by_it() {
    large();

    meanwhile(this::rename).memberships().addToGroups(ANN, ACME, Set.of(IN_SALES));
    work();

    assertRenamed();
  }

  @Test
  void a_member_added_while_a_small_group_is_renamed_has_the_new_name() {
    withoutRoles();
    meanwhile(() -> orgtable().memberships().addToGroups(ANN, ACME, Set.of(IN_SALES)))
        .groups()
        .rename(ACME, SALES, REVENUE, Expected.ANYTHING);

    assertThat(orgtable().memberships().get(ANN, ACME).groups())
        .containsExactlyInAnyOrder(Group.OWNER, IN_REVENUE);
    assertThat(itemsNaming("organisationGroup/sales")).isEmpty();
  }

  @Test
  void other_groups_that_change_during_the_job_are_kept() {
    large();
    rename();
    AtomicInteger once = new AtomicInteger();

    try (Worker worker =
        worker(
            WatchedClient.beforeEachWrite(
                client(),
                number -> {
                  int change = once.incrementAndGet();
                  if (change <= CHANGES) {
                    orgtable()
                        .memberships()
                        .changeGroups(
                            BOB,
                            ACME,
                            Set.of(Group.of("n" + change)),
                            Set.of(Group.of("n" + (change - 1))));
                  }
                }))) {
      worker.runOpen();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    work();

    assertRenamed();
    assertThat(orgtable().memberships().get(BOB, ACME).groups()).contains(Group.of("n" + CHANGES));
  }

  @Test
  void an_invitation_accepted_and_an_address_changed_meanwhile_have_the_new_name() {
    large();
    rename();
    orgtable().invitations().accept(CAT, ACME);
    orgtable().users().changeAddress(CAT, DAN);

    work();

    assertRenamed();
    assertThat(orgtable().memberships().get(DAN, ACME).groups()).containsExactly(IN_REVENUE);
  }

  @Test
  void of_two_renames_at_once_the_first_succeeds() {
    large();

    var outcomes =
        AtOnce.call(
            List.of(
                () -> groups().rename(ACME, SALES, REVENUE, Expected.ANYTHING),
                () -> groups().rename(ACME, SALES, GroupName.of("trade"), Expected.ANYTHING)));

    assertThat(AtOnce.answers(outcomes)).hasSize(1);
    assertThat(AtOnce.refusals(outcomes)).singleElement().isInstanceOf(GroupNotFound.class);
    work();
    assertThat(itemsNaming("organisationGroup/sales")).isEmpty();
  }

  @Test
  void a_deletion_at_the_same_time_leaves_neither_name_or_the_new_one() {
    large();

    var outcomes =
        AtOnce.<Object>call(
            List.of(this::rename, () -> groups().delete(ACME, SALES, Expected.ANYTHING)));

    assertThat(AtOnce.answers(outcomes)).hasSize(1);
    work();
    assertThat(itemsNaming("organisationGroup/sales")).isEmpty();
  }

  @Test
  void an_organisation_deleted_meanwhile_takes_all_with_it() {
    large();
    rename();
    orgtable().organisations().delete(ACME);

    work();

    assertThat(items()).noneMatch(item -> Item.of(item).text("id").startsWith("organisation/"));
  }

  @Test
  void a_name_that_is_taken_or_not_allowed_is_refused_and_one_of_another_form_is_not() {
    groups().create(ACME, REVENUE, GroupDetails.NONE);

    assertThatThrownBy(this::rename).isInstanceOf(GroupAlreadyExists.class);
    for (String name : List.of("Revenue", "sellers", "Owner")) {
      assertThatThrownBy(() -> groups().rename(ACME, SALES, GroupName.of(name), Expected.ANYTHING))
          .isInstanceOf(InvalidInput.class);
    }
    assertThatThrownBy(() -> groups().rename(ACME, SALES, GroupName.of("x"), Expected.revision(1)))
        .isInstanceOf(Stale.class);
    assertThatThrownBy(() -> groups().rename(ACME, GroupName.of("no"), SALES, Expected.ANYTHING))
        .isInstanceOf(GroupNotFound.class);
    assertThat(groups().rename(ACME, SALES, SALES, Expected.ANYTHING).effect())
        .isEqualTo(Outcome.Effect.UNCHANGED);
    assertThat(groups().rename(ACME, SALES, GroupName.of("Sales"), Expected.ANYTHING).value())
        .returns(GroupName.of("Sales"), OrganisationGroup::name);
  }
}
