package dev.orgtable.contracts.group;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.Expected;
import dev.orgtable.Group;
import dev.orgtable.GroupName;
import dev.orgtable.OrgtableException;
import dev.orgtable.OrgtableException.ExternalIdTaken;
import dev.orgtable.OrgtableException.GroupAlreadyExists;
import dev.orgtable.OrgtableException.OrganisationGroupsFull;
import dev.orgtable.PageRequest;
import dev.orgtable.contracts.AtOnce;
import dev.orgtable.contracts.TableContract;
import dev.orgtable.facts.ExternalId;
import dev.orgtable.role.GroupDetails;
import dev.orgtable.role.OrganisationGroup;
import dev.orgtable.store.GroupStore;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The contract of groups when another write happens between the read and the write of an operation,
 * or at the same time. Bob is a member of the sample organisation, which has a group.
 */
final class GroupRacesContract extends TableContract {

  private static final GroupName SALES = GroupName.of("sales");
  private static final Group IN_SALES = new Group.OfOrganisation(SALES);
  private static final int CALLERS = 8;

  @BeforeEach
  final void createGroup() {
    user(ANN);
    user(BOB);
    user(CAT);
    organisation(ACME, ANN);
    groups().create(ACME, SALES, GroupDetails.NONE);
    orgtable().memberships().addMember(BOB, ACME, Set.of());
  }

  private GroupStore groups() {
    return orgtable().groups();
  }

  private void deleteMeanwhile(Runnable other) {
    meanwhile(other).groups().delete(ACME, SALES, Expected.ANYTHING);

    assertThat(itemsNaming("organisationGroup/sales")).isEmpty();
  }

  @Test
  void a_member_added_while_the_group_is_deleted_is_taken_out() {
    deleteMeanwhile(() -> orgtable().memberships().addToGroups(BOB, ACME, Set.of(IN_SALES)));
  }

  @Test
  void groups_exchanged_while_the_group_is_deleted_do_not_leave_it() {
    orgtable().memberships().addToGroups(BOB, ACME, Set.of(STAFF));

    deleteMeanwhile(
        () -> orgtable().memberships().changeGroups(BOB, ACME, Set.of(IN_SALES), Set.of(STAFF)));
  }

  @Test
  void an_invitation_made_while_the_group_is_deleted_no_longer_offers_it() {
    deleteMeanwhile(() -> orgtable().invitations().invite(CAT, ACME, Set.of(IN_SALES, STAFF)));

    assertThat(orgtable().invitations().get(CAT, ACME).groups()).containsExactly(STAFF);
  }

  @Test
  void an_invitation_accepted_while_the_group_is_deleted_does_not_give_it() {
    orgtable().invitations().invite(CAT, ACME, Set.of(IN_SALES, STAFF));

    deleteMeanwhile(() -> orgtable().invitations().accept(CAT, ACME));

    assertThat(orgtable().memberships().get(CAT, ACME).groups()).containsExactly(STAFF);
  }

  @Test
  void a_member_who_joins_while_the_group_is_deleted_is_not_in_it() {
    deleteMeanwhile(
        () -> orgtable().memberships().addMembers(ACME, Map.of(CAT, Set.of(IN_SALES, STAFF))));

    assertThat(orgtable().memberships().get(CAT, ACME).groups()).containsExactly(STAFF);
  }

  @Test
  void a_member_added_just_after_the_deletion_is_in_a_group_without_a_record() {
    meanwhile(() -> groups().delete(ACME, SALES, Expected.ANYTHING))
        .memberships()
        .addToGroups(BOB, ACME, Set.of(IN_SALES));

    assertThat(orgtable().memberships().get(BOB, ACME).groups()).containsExactly(IN_SALES);
    assertThat(groups().list(ACME, PageRequest.first(10)).items()).isEmpty();
  }

  @Test
  void an_organisation_deleted_while_a_group_is_created_leaves_nothing() {
    var refused =
        AtOnce.call(
            1,
            () ->
                meanwhile(() -> orgtable().organisations().delete(ACME))
                    .groups()
                    .create(ACME, GroupName.of("other"), GroupDetails.NONE));

    assertThat(AtOnce.refusals(refused))
        .singleElement()
        .isInstanceOf(OrgtableException.OrganisationNotFound.class);
    assertThat(itemsNaming(ACME)).isEmpty();
  }

  @Test
  void names_that_look_alike_are_not_created_at_the_same_time() {
    AtomicInteger next = new AtomicInteger();
    List<String> names = List.of("support", "Support", "SUPPORT", "sUpport");

    AtOnce.call(
        4,
        () -> {
          try {
            return groups()
                .create(ACME, GroupName.of(names.get(next.getAndIncrement())), GroupDetails.NONE)
                .name();
          } catch (IllegalArgumentException e) {
            return SALES;
          }
        });

    assertThat(groups().list(ACME, PageRequest.first(10)).items()).hasSize(2);
  }

  @Test
  void a_name_created_eight_times_at_once_is_created_once() {
    var outcomes =
        AtOnce.call(
            CALLERS, () -> groups().create(ACME, GroupName.of("support"), GroupDetails.NONE));

    assertThat(AtOnce.answers(outcomes)).hasSize(1);
    assertThat(AtOnce.refusals(outcomes))
        .hasSize(CALLERS - 1)
        .allMatch(GroupAlreadyExists.class::isInstance);
  }

  @Test
  void an_external_id_given_to_eight_groups_at_once_belongs_to_a_single_group() {
    AtomicInteger next = new AtomicInteger();
    GroupDetails details = GroupDetails.NONE.withExternalId(ExternalId.of("dir-1"));

    var outcomes =
        AtOnce.call(
            CALLERS,
            () -> groups().create(ACME, GroupName.of("g" + next.getAndIncrement()), details));

    assertThat(AtOnce.answers(outcomes)).hasSize(1);
    assertThat(AtOnce.refusals(outcomes))
        .hasSize(CALLERS - 1)
        .allMatch(ExternalIdTaken.class::isInstance);
  }

  @Test
  void eight_callers_do_not_exceed_the_limit() {
    int missing = 3;
    IntStream.range(0, OrganisationGroup.MOST - 1 - missing)
        .forEach(i -> groups().create(ACME, GroupName.of("group" + i), GroupDetails.NONE));
    AtomicInteger next = new AtomicInteger();

    var outcomes =
        AtOnce.call(
            CALLERS,
            () ->
                groups()
                    .create(ACME, GroupName.of("g" + next.getAndIncrement()), GroupDetails.NONE));

    assertThat(AtOnce.answers(outcomes)).hasSize(missing);
    assertThat(AtOnce.refusals(outcomes))
        .hasSize(CALLERS - missing)
        .allMatch(OrganisationGroupsFull.class::isInstance);
  }
}
