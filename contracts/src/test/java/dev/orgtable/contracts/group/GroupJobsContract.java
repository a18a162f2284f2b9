package dev.orgtable.contracts.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orgtable.Check;
import dev.orgtable.Expected;
import dev.orgtable.Group;
import dev.orgtable.GroupName;
import dev.orgtable.Job;
import dev.orgtable.JobId;
import dev.orgtable.OrgtableException.GroupNotFound;
import dev.orgtable.OrgtableException.InProgress;
import dev.orgtable.PageRequest;
import dev.orgtable.Permission;
import dev.orgtable.contracts.TableContract;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.role.GroupDetails;
import dev.orgtable.role.Role;
import dev.orgtable.role.Roles;
import dev.orgtable.store.GroupStore;
import dev.orgtable.testkit.Crowd;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The contract of the job that deletes a group of more members than one transaction holds. */
final class GroupJobsContract extends TableContract {

  private static final int MANY = 120;
  private static final GroupName SALES = GroupName.of("sales");
  private static final Group IN_SALES = new Group.OfOrganisation(SALES);

  @BeforeEach
  final void largeGroup() {
    user(ANN);
    user(BOB);
    organisation(ACME, ANN);
    groups().create(ACME, SALES, GroupDetails.NONE);
    new Crowd(client(), tableName, ACME).join(MANY, Set.of(IN_SALES, STAFF));
    orgtable().memberships().addMember(BOB, ACME, Set.of(IN_SALES, STAFF));
    orgtable().invitations().invite(CAT, ACME, Set.of(IN_SALES, STAFF));
  }

  private GroupStore groups() {
    return orgtable().groups();
  }

  private JobId delete() {
    return groups().delete(ACME, SALES, Expected.ANYTHING).orElseThrow();
  }

  @Test
  void a_deleted_group_holds_nobody_from_the_transaction_on() {
    JobId job = delete();

    assertThat(orgtable().memberships().check(Check.inGroup(BOB, ACME, IN_SALES)).allowed())
        .isFalse();
    assertThat(orgtable().memberships().get(BOB, ACME).groups()).containsExactly(STAFF);
    assertThat(orgtable().invitations().get(CAT, ACME).groups()).containsExactly(STAFF);
    assertThatThrownBy(() -> groups().get(ACME, SALES)).isInstanceOf(GroupNotFound.class);
    assertThat(groups().list(ACME, PageRequest.first(10)).items()).isEmpty();
    assertThat(orgtable().jobs().get(job))
        .returns(Job.Kind.DELETE_GROUP, Job::kind)
        .returns(SALES, found -> found.group().orElseThrow());
  }

  @Test
  void nothing_is_left_when_the_job_is_done() {
    JobId job = delete();

    assertThat(work()).isEqualTo(1);

    assertThat(itemsNaming("organisationGroup/sales")).isEmpty();
    assertThat(orgtable().jobs().get(job).state()).isEqualTo(Job.State.DONE);
    assertThat(orgtable().memberships().get(BOB, ACME).groups()).containsExactly(STAFF);
    assertThat(groups().create(ACME, SALES, GroupDetails.NONE).name()).isEqualTo(SALES);
    assertThat(orgtable().memberships().check(Check.inGroup(BOB, ACME, IN_SALES)).allowed())
        .isFalse();
  }

  @Test
  void until_then_none_is_created_in_its_place_and_additions_do_not_show() {
    delete();

    assertThatThrownBy(() -> groups().create(ACME, SALES, GroupDetails.NONE))
        .isInstanceOf(InProgress.class);
    assertThatThrownBy(() -> groups().put(ACME, SALES, GroupDetails.NONE, Expected.ANYTHING))
        .isInstanceOf(InProgress.class);
    orgtable().memberships().addToGroups(ANN, ACME, Set.of(IN_SALES));
    assertThat(orgtable().memberships().get(ANN, ACME).groups()).doesNotContain(IN_SALES);
  }

  @Test
  void an_addition_before_the_job_passes_is_removed_by_it() {
    meanwhile(this::delete).memberships().addToGroups(ANN, ACME, Set.of(IN_SALES));

    work();
    assertThat(itemsNaming("organisationGroup/sales")).isEmpty();
  }

  @Test
  void an_invitation_accepted_meanwhile_does_not_bring_it_back() {
    user(CAT);
    delete();
    orgtable().invitations().accept(CAT, ACME);

    work();

    assertThat(itemsNaming("organisationGroup/sales")).isEmpty();
  }

  @Test
  void an_organisation_deleted_meanwhile_takes_all_with_it() {
    delete();
    orgtable().organisations().delete(ACME);

    assertThat(work()).isEqualTo(2);

    assertThat(items()).noneMatch(item -> Item.of(item).text("id").startsWith("organisation/"));
  }

  @Test
  void who_is_added_after_the_deletion_has_no_permission_of_the_deleted_group() {
    Permission sell = Permission.of("contracts:write");
    Role sellers = new Role(GroupName.of("sellers"), "", "", List.of(sell), List.of());
    orgtable().roles().put(Roles.of(List.of(sellers), List.of()), Expected.ANYTHING);
    GroupDetails details = GroupDetails.NONE.withRoles(List.of(sellers.name()));
    groups().put(ACME, SALES, details, Expected.ANYTHING);
    Check question = Check.permitted(BOB, ACME, sell);
    assertThat(orgtable().memberships().check(question).allowed()).isTrue();

    delete();

    assertThat(orgtable().memberships().check(question).allowed()).isFalse();
    assertThat(violations()).isEmpty();
    work();
    orgtable().memberships().addToGroups(BOB, ACME, Set.of(IN_SALES));
    assertThat(orgtable().memberships().check(question).allowed()).isFalse();
  }
}
