package dev.orgtable.contracts.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orgtable.Check;
import dev.orgtable.EmailAddress;
import dev.orgtable.Group;
import dev.orgtable.OrgtableException.LastOwner;
import dev.orgtable.OrgtableException.OrganisationNotFound;
import dev.orgtable.OrgtableException.UserNotFound;
import dev.orgtable.PageRequest;
import dev.orgtable.Profile;
import dev.orgtable.UserMembership;
import dev.orgtable.contracts.BusyUser;
import dev.orgtable.contracts.MeanwhileClient;
import dev.orgtable.contracts.TableContract;
import dev.orgtable.contracts.WatchedClient;
import dev.orgtable.job.Worker;
import dev.orgtable.store.Orgtable;
import dev.orgtable.testkit.Crowd;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/**
 * The contract of concurrent changes between two steps of a job, or between the read and the write
 * of one. A worker's first write leases the job, the next ones update copies, after a page of 100
 * was read.
 */
@Tag("slow")
final class ChangesDuringJobsContract extends TableContract {

  /** The write of the first copy of a user. */
  private static final int FIRST_COPY = 2;

  /**
   * The write of the first copy of an organisation, after the empty page of invitations was saved.
   */
  private static final int FIRST_MEMBER = 3;

  /** The write that saves the progress after the first page of an organisation's members. */
  private static final int PAGE_DONE = 103;

  private static final EmailAddress EVE = EmailAddress.of("eve@example.com");
  private static final EmailAddress BEFORE_ALL = EmailAddress.of("a-first@example.com");
  private static final Profile SECOND = new Profile("Second", "", "");
  private static final Profile THIRD = new Profile("Third", "", "");

  @BeforeEach
  final void owners() {
    user(ANN);
    user(BOB);
  }

  private void largeOrganisation() {
    organisation(ACME, ANN);
    service(ACME, BILLING);
    new Crowd(client(), tableName, ACME).join(120, Set.of(READERS));
  }

  private void busyUser() {
    new BusyUser(orgtable(), BOB).join(ANN, Set.of(STAFF));
  }

  /** Runs all jobs; an action runs before one of the writes. */
  private int work(int write, Runnable meanwhile) {
    try (Worker worker =
        worker(
            WatchedClient.beforeEachWrite(
                client(),
                number -> {
                  if (number == write) {
                    meanwhile.run();
                  }
                }))) {
      return worker.runOpen();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private String organisationName(EmailAddress user) {
    return orgtable().users().details(user).organisations().get(0).name();
  }

  @Test
  void a_worker_that_read_the_older_name_does_not_write_it_over_the_newer_one() {
    largeOrganisation();
    orgtable().organisations().rename(ACME, "Second");

    work(
        FIRST_MEMBER,
        () -> {
          orgtable().organisations().rename(ACME, "Third");
          work();
        });

    assertThat(itemsNaming("Second")).isEmpty();
    assertThat(organisationName(Crowd.member(3))).isEqualTo("Third");
  }

  @Test
  void a_worker_that_read_the_older_profile_does_not_write_it_over_the_newer_one() {
    busyUser();
    orgtable().users().update(orgtable().users().get(BOB).withProfile(SECOND));

    work(
        FIRST_COPY,
        () -> {
          orgtable().users().update(orgtable().users().get(BOB).withProfile(THIRD));
          work();
        });

    assertThat(itemsNaming("Second")).isEmpty();
    assertThat(orgtable().memberships().get(BOB, BusyUser.organisation(0)).profile())
        .isEqualTo(THIRD);
  }

  @Test
  void a_move_to_an_address_before_the_position_of_the_job_has_the_new_name() {
    largeOrganisation();
    orgtable().organisations().rename(ACME, "Renamed");

    work(PAGE_DONE, () -> orgtable().users().changeAddress(Crowd.member(119), BEFORE_ALL).value());

    assertThat(organisationName(BEFORE_ALL)).isEqualTo("Renamed");
    assertThat(itemsNaming("Organisation acme")).isEmpty();
  }

  @Test
  void a_move_to_an_address_before_the_position_of_the_job_keeps_no_group_of_a_deleted_service() {
    largeOrganisation();
    orgtable().services().delete(ACME, BILLING);

    work(PAGE_DONE, () -> orgtable().users().changeAddress(Crowd.member(119), BEFORE_ALL).value());

    assertThat(orgtable().memberships().get(BEFORE_ALL, ACME).groups()).isEmpty();
    assertThat(itemsNaming("serviceGroup/")).isEmpty();
  }

  @Test
  void an_acceptance_during_the_deletion_of_the_organisation_is_refused() {
    largeOrganisation();
    orgtable().invitations().invite(BOB, ACME, Set.of(STAFF));

    assertThatThrownBy(
            () ->
                meanwhile(() -> orgtable().organisations().delete(ACME))
                    .invitations()
                    .accept(BOB, ACME))
        .isInstanceOf(OrganisationNotFound.class);

    work();
    assertThat(itemsNaming(ACME)).allMatch(item -> item.containsKey("jobKind"));
  }

  @Test
  void a_user_made_the_only_owner_during_the_deletion_is_the_last_owner() {
    busyUser();
    var last = BusyUser.organisation(5);

    assertThatThrownBy(
            () ->
                meanwhile(
                        () -> {
                          orgtable().memberships().addToGroups(BOB, last, Set.of(Group.OWNER));
                          orgtable().memberships().remove(ANN, last);
                        })
                    .users()
                    .delete(BOB))
        .isInstanceOf(LastOwner.class);

    assertThat(ownerCount(last)).isOne();
    assertThat(orgtable().memberships().get(BOB, last).isOwner()).isTrue();
  }

  @Test
  void a_user_who_receives_ownership_during_the_deletion_is_the_last_owner() {
    busyUser();
    var last = BusyUser.organisation(5);

    assertThatThrownBy(
            () ->
                meanwhile(() -> orgtable().memberships().transferOwnership(last, ANN, BOB))
                    .users()
                    .delete(BOB))
        .isInstanceOf(LastOwner.class);

    assertThat(ownerCount(last)).isOne();
  }

  @Test
  void adding_a_user_during_the_deletion_is_refused() {
    busyUser();
    organisation(ACME, ANN);

    assertThatThrownBy(
            () ->
                meanwhile(() -> orgtable().users().delete(BOB))
                    .memberships()
                    .addMember(BOB, ACME, Set.of(Group.OWNER)))
        .isInstanceOf(UserNotFound.class);

    work();
    assertThat(itemsNaming(BOB)).isEmpty();
  }

  @Test
  void groups_that_change_while_a_membership_moves_go_with_it() {
    busyUser();
    orgtable().users().changeAddress(BOB, EVE);

    work(
        FIRST_COPY,
        () ->
            orgtable()
                .memberships()
                .addToGroups(BOB, BusyUser.organisation(0), Set.of(Group.of("meanwhile"))));

    assertThat(orgtable().memberships().get(EVE, BusyUser.organisation(0)).groups())
        .containsExactlyInAnyOrder(STAFF, Group.of("meanwhile"));
    assertThat(itemsNaming(BOB)).isEmpty();
  }

  @Test
  void a_member_removed_during_a_move_is_one_under_neither_address() {
    busyUser();
    orgtable().users().changeAddress(BOB, EVE);

    work(FIRST_COPY, () -> orgtable().memberships().remove(BOB, BusyUser.organisation(0)));

    Check old = Check.member(BOB, BusyUser.organisation(0));
    Check moved = Check.member(EVE, BusyUser.organisation(0));
    assertThat(orgtable().memberships().check(old).member()).isFalse();
    assertThat(orgtable().memberships().check(moved).member()).isFalse();
    assertThat(itemsNaming(BOB)).isEmpty();
  }

  @Test
  void an_organisation_that_is_renamed_while_a_member_moves_has_its_new_name_there() {
    busyUser();
    orgtable().users().changeAddress(BOB, EVE);

    work(FIRST_COPY, () -> orgtable().organisations().rename(BusyUser.organisation(0), "Renamed"));

    assertThat(
            attribute(
                "user/" + EVE, "userOrganisation/" + BusyUser.organisation(0), "organisationName"))
        .contains(AttributeValue.fromS("Renamed"));
  }

  @Test
  void an_organisation_that_is_deleted_while_a_member_moves_is_gone_for_both_addresses() {
    busyUser();
    orgtable().users().changeAddress(BOB, EVE);

    work(FIRST_COPY, () -> orgtable().organisations().delete(BusyUser.organisation(0)));

    assertThat(itemsNaming(BusyUser.organisation(0))).isEmpty();
    assertThat(itemsNaming(BOB)).isEmpty();
  }

  @Test
  void an_invitation_of_the_new_address_during_the_move_there_leaves_the_membership() {
    busyUser();
    orgtable().users().changeAddress(BOB, EVE);

    work(
        FIRST_COPY,
        () ->
            orgtable()
                .invitations()
                .invite(EVE, BusyUser.organisation(0), Set.of(Group.of("offered"))));

    assertThat(orgtable().memberships().get(EVE, BusyUser.organisation(0)).groups())
        .containsExactly(STAFF);
    assertThat(itemsNaming("organisationInvitation/" + EVE)).isEmpty();
  }

  @Test
  void a_list_of_memberships_leaves_out_what_is_deleted_between_its_two_reads() {
    largeOrganisation();
    List<Boolean> worked = new ArrayList<>();
    Orgtable reading =
        on(
            MeanwhileClient.after(
                client(),
                answer -> answer instanceof QueryResponse,
                () -> {
                  orgtable().organisations().delete(ACME);
                  worked.add(work() > 0);
                }));

    List<UserMembership> listed = reading.users().memberships(ANN, PageRequest.first(10)).items();

    assertThat(listed).isEmpty();
    assertThat(worked).containsExactly(true);
  }
}
