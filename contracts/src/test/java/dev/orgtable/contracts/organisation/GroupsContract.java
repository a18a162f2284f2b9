package dev.orgtable.contracts.organisation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orgtable.Check;
import dev.orgtable.Group;
import dev.orgtable.OrgtableException.MemberNotFound;
import dev.orgtable.OrgtableException.ServiceNotFound;
import dev.orgtable.OrgtableException.TooManyGroups;
import dev.orgtable.ServiceId;
import dev.orgtable.contracts.TableContract;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The contract of adding members to groups and removing them. */
final class GroupsContract extends TableContract {

  private static final Group CHESS = Group.of("chess");
  private static final Group UNKNOWN = Group.of(ServiceId.of("mail"), "readers");
  private static final int MOST_SERVICES = 96;

  @BeforeEach
  void ann_owns_acme_and_bob_is_a_member_without_groups() {
    user(ANN);
    user(BOB);
    organisation(ACME, ANN);
    service(ACME, BILLING);
    orgtable().memberships().addMember(BOB, ACME, Set.of());
  }

  private void add(Group... groups) {
    orgtable().memberships().addToGroups(BOB, ACME, Set.of(groups));
  }

  private void remove(Group... groups) {
    orgtable().memberships().removeFromGroups(BOB, ACME, Set.of(groups));
  }

  private Set<Group> held() {
    return orgtable().memberships().get(BOB, ACME).groups();
  }

  private List<String> stored() {
    return attribute("organisation/acme", "organisationGroupMember/" + BOB, "groups").stream()
        .flatMap(groups -> groups.ss().stream())
        .toList();
  }

  @Test
  void a_name_that_no_new_group_may_have_is_refused_and_one_that_stands_is_read_and_removed() {
    for (String name : List.of("..", "Owner", "a\u200bb")) {
      Group odd = Group.of(name);
      assertThatIllegalArgumentException().isThrownBy(() -> add(odd));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> orgtable().invitations().invite(CAT, ACME, Set.of(odd)));
      Map<String, AttributeValue> member =
          new HashMap<>(item("organisation/acme", "organisationGroupMember/" + BOB));
      member.put("groups", AttributeValue.fromSs(List.of("organisationGroup/" + name)));
      put(member);

      assertThat(orgtable().memberships().check(Check.inGroup(BOB, ACME, odd)).allowed()).isTrue();
      orgtable().memberships().removeFromGroups(BOB, ACME, Set.of(odd));

      assertThat(orgtable().memberships().get(BOB, ACME).groups()).isEmpty();
    }
  }

  @Test
  void a_member_is_put_into_groups_at_both_levels() {
    add(STAFF, READERS);

    assertThat(held()).containsExactlyInAnyOrder(STAFF, READERS);
    assertThat(orgtable().organisations().details(ACME).groups(BILLING))
        .containsOnlyKeys(READERS.name());
  }

  @Test
  void the_strings_of_the_table_tell_the_level_and_the_service() {
    add(STAFF, READERS, Group.of("Über uns: a+b"));

    assertThat(stored())
        .containsExactlyInAnyOrder(
            "organisationGroup/staff",
            "serviceGroup/billing/readers",
            "organisationGroup/Über uns: a+b");
  }

  @Test
  void groups_of_one_name_at_two_levels_are_two_groups() {
    add(Group.of("readers"), READERS);

    remove(READERS);

    assertThat(held()).containsExactly(Group.of("readers"));
  }

  @Test
  void adding_again_changes_nothing() {
    add(STAFF, READERS);

    add(STAFF, READERS);

    assertThat(held()).containsExactlyInAnyOrder(STAFF, READERS);
  }

  @Test
  void a_member_is_taken_out_of_groups_at_both_levels_and_out_of_others_too() {
    add(STAFF, CHESS, READERS);

    remove(STAFF, READERS, UNKNOWN, Group.OWNER);

    assertThat(held()).containsExactly(CHESS);
    assertThat(ownerCount(ACME)).isOne();
  }

  @Test
  void removing_again_changes_nothing() {
    add(STAFF, CHESS);
    remove(STAFF);

    remove(STAFF);

    assertThat(held()).containsExactly(CHESS);
  }

  @Test
  void no_groups_at_all_change_nothing_at_either_level() {
    add(STAFF);
    List<Map<String, AttributeValue>> before = items();

    add();
    remove();
    orgtable().memberships().changeGroups(BOB, ACME, Set.of(), Set.of());

    assertThat(items()).containsExactlyInAnyOrderElementsOf(before);
  }

  @Test
  void the_last_group_removed_leaves_a_member_without_groups_and_a_readable_organisation() {
    add(STAFF, READERS);

    remove(STAFF, READERS);

    assertThat(stored()).isEmpty();
    assertThat(held()).isEmpty();
    assertThat(orgtable().organisations().details(ACME).members()).hasSize(2);
    assertThat(orgtable().organisations().details(ACME).groups(BILLING)).isEmpty();
  }

  @Test
  void a_member_is_put_into_groups_and_taken_out_of_others_in_one_call() {
    add(STAFF, READERS);

    orgtable()
        .memberships()
        .changeGroups(
            BOB, ACME, Set.of(CHESS, Group.of(BILLING, "writers")), Set.of(STAFF, READERS));

    assertThat(held()).containsExactlyInAnyOrder(CHESS, Group.of(BILLING, "writers"));
  }

  @Test
  void a_group_both_to_add_and_to_remove_is_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> orgtable().memberships().changeGroups(BOB, ACME, Set.of(STAFF), Set.of(STAFF)))
        .withMessageContaining("must not name a group that is also added");

    assertThat(held()).isEmpty();
  }

  @Test
  void a_group_of_a_service_that_does_not_exist_is_refused_with_all_others() {
    assertThatThrownBy(() -> add(STAFF, READERS, UNKNOWN))
        .isInstanceOfSatisfying(
            ServiceNotFound.class,
            e -> {
              assertThat(e.organisation()).isEqualTo(ACME);
              assertThat(e.service()).isEqualTo(ServiceId.of("mail"));
            });
    assertThatThrownBy(
            () -> orgtable().memberships().changeGroups(BOB, ACME, Set.of(UNKNOWN), Set.of(STAFF)))
        .isInstanceOf(ServiceNotFound.class);

    assertThat(held()).isEmpty();
  }

  @Test
  void the_groups_of_a_stranger_cannot_be_changed() {
    user(CAT);
    orgtable().invitations().invite(CAT, ACME, Set.of(STAFF));
    List<Map<String, AttributeValue>> before = items();

    for (Set<Group> groups :
        List.of(Set.<Group>of(), Set.of(STAFF), Set.of(Group.OWNER), Set.of(UNKNOWN))) {
      assertThatThrownBy(() -> orgtable().memberships().addToGroups(CAT, ACME, groups))
          .isInstanceOf(MemberNotFound.class);
      assertThatThrownBy(() -> orgtable().memberships().removeFromGroups(CAT, ACME, groups))
          .isInstanceOf(MemberNotFound.class);
      assertThatThrownBy(
              () -> orgtable().memberships().changeGroups(CAT, ACME, groups, Set.of(CHESS)))
          .isInstanceOf(MemberNotFound.class);
    }

    assertThat(items()).containsExactlyInAnyOrderElementsOf(before);
  }

  @Test
  void a_hundredth_group_is_given_and_one_held_already_is_no_more() {
    orgtable().memberships().addToGroups(BOB, ACME, groups(0, 99));

    add(CHESS);
    add(CHESS, Group.of("g0"));

    assertThat(held()).hasSize(100).contains(CHESS);
  }

  @Test
  void a_hundred_groups_held_already_can_be_given_again() {
    orgtable().memberships().addToGroups(BOB, ACME, groups(0, 100));

    orgtable().memberships().addToGroups(BOB, ACME, groups(0, 100));

    assertThat(held()).isEqualTo(groups(0, 100));
  }

  @Test
  void a_hundred_and_first_group_is_refused_with_all_others() {
    orgtable().memberships().addToGroups(BOB, ACME, groups(0, 99));

    for (Set<Group> two :
        List.of(Set.of(CHESS, STAFF), Set.of(CHESS, READERS), Set.of(CHESS, Group.OWNER))) {
      assertThatThrownBy(() -> orgtable().memberships().addToGroups(BOB, ACME, two))
          .isInstanceOfSatisfying(TooManyGroups.class, e -> assertThat(e.user()).isEqualTo(BOB));
    }

    assertThat(held()).isEqualTo(groups(0, 99));
    assertThat(ownerCount(ACME)).isOne();
  }

  @Test
  void a_group_can_be_exchanged_for_another_at_the_limit() {
    orgtable().memberships().addToGroups(BOB, ACME, groups(0, 100));

    orgtable().memberships().changeGroups(BOB, ACME, Set.of(CHESS), Set.of(Group.of("g0")));

    Set<Group> expected = new HashSet<>(groups(1, 100));
    expected.add(CHESS);
    assertThat(held()).isEqualTo(expected);
  }

  @Test
  void more_than_a_hundred_groups_or_96_services_in_one_call_are_refused_before_any_request() {
    resetCost();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> orgtable().memberships().addToGroups(BOB, ACME, groups(0, 101)))
        .withMessageContaining("must be at most 100");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> orgtable().memberships().addToGroups(BOB, ACME, ofServices(MOST_SERVICES + 1)))
        .withMessageContaining("services");

    assertThat(cost().requests()).isZero();
  }

  @Test
  void groups_of_96_services_and_owner_are_given_in_one_call() {
    IntStream.range(0, MOST_SERVICES).forEach(i -> service(ACME, ServiceId.of("s" + i)));
    Set<Group> all = new HashSet<>(ofServices(MOST_SERVICES));
    all.add(Group.OWNER);

    orgtable().memberships().addToGroups(BOB, ACME, all);

    assertThat(held()).isEqualTo(all);
  }

  private static Set<Group> groups(int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> Group.of("g" + i)).collect(Collectors.toSet());
  }

  private static Set<Group> ofServices(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> Group.of(ServiceId.of("s" + i), "readers"))
        .collect(Collectors.toSet());
  }
}
