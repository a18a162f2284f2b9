package dev.orgtable.contracts.organisation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.Check;
import dev.orgtable.CheckResult;
import dev.orgtable.EmailAddress;
import dev.orgtable.Group;
import dev.orgtable.OrganisationId;
import dev.orgtable.contracts.TableContract;
import dev.orgtable.dynamodb.Consistency;
import dev.orgtable.dynamodb.Cost;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The contract of the checks by which a back end authorises users. */
final class ChecksContract extends TableContract {

  private static final CheckResult NO = new CheckResult(false, false, Set.of());
  private static final int MANY = 250;

  @BeforeEach
  void ann_owns_acme_and_bob_is_a_member() {
    user(ANN);
    user(BOB);
    organisation(ACME, ANN);
    service(ACME, BILLING);
    orgtable().memberships().addMember(BOB, ACME, Set.of(STAFF, READERS));
  }

  private CheckResult check(Check question) {
    return orgtable().memberships().check(question);
  }

  @Test
  void a_member_is_allowed_where_membership_is_enough() {
    CheckResult answer = check(Check.member(BOB, ACME));

    assertThat(answer).isEqualTo(new CheckResult(true, true, Set.of(STAFF, READERS)));
  }

  @Test
  void a_member_is_allowed_what_its_groups_of_the_organisation_and_the_service_allow() {
    CheckResult staff = check(Check.inGroup(BOB, ACME, STAFF));
    CheckResult readers = check(Check.inGroup(BOB, ACME, READERS));

    assertThat(staff)
        .isEqualTo(new CheckResult(true, true, Set.of(STAFF, READERS)))
        .isEqualTo(readers);
  }

  @Test
  void a_member_is_not_allowed_what_other_groups_allow() {
    List<Group> others =
        List.of(Group.OWNER, Group.of("readers"), Group.of(BILLING, "staff"), Group.of("Staff"));

    List<CheckResult> answers =
        others.stream().map(group -> check(Check.inGroup(BOB, ACME, group))).toList();

    assertThat(answers).containsOnly(new CheckResult(true, false, Set.of(STAFF, READERS)));
  }

  @Test
  void a_check_of_a_stranger_is_answered_no_and_not_refused() {
    orgtable().invitations().invite(CAT, ACME, Set.of(STAFF));
    organisation(BETA, ANN);

    List<Check> questions =
        List.of(
            Check.member(CAT, ACME),
            Check.inGroup(CAT, ACME, STAFF),
            Check.member(DAN, ACME),
            Check.member(BOB, BETA),
            Check.member(BOB, OrganisationId.of("nowhere")));

    assertThat(questions).allSatisfy(question -> assertThat(check(question)).isEqualTo(NO));
    assertThat(orgtable().memberships().check(questions, Consistency.STRONG)).containsOnly(NO);
  }

  @Test
  void a_removal_counts_from_the_next_check_on() {
    orgtable().memberships().removeFromGroups(BOB, ACME, Set.of(READERS));
    CheckResult without = check(Check.inGroup(BOB, ACME, READERS));

    orgtable().memberships().remove(BOB, ACME);

    assertThat(without).isEqualTo(new CheckResult(true, false, Set.of(STAFF)));
    assertThat(check(Check.inGroup(BOB, ACME, STAFF))).isEqualTo(NO);
  }

  @Test
  void another_spelling_of_an_address_is_the_same_user() {
    CheckResult answer = check(Check.inGroup(EmailAddress.of("BOB@Example.COM"), ACME, STAFF));

    assertThat(answer.allowed()).isTrue();
  }

  @Test
  void many_questions_are_answered_in_their_order() {
    Check yes = Check.inGroup(BOB, ACME, STAFF);
    Check no = Check.inGroup(BOB, ACME, Group.OWNER);
    Check stranger = Check.member(DAN, ACME);
    Check owner = Check.inGroup(ANN, ACME, Group.OWNER);

    List<CheckResult> answers =
        orgtable().memberships().check(List.of(yes, stranger, no, owner, yes), Consistency.STRONG);

    assertThat(answers)
        .extracting(CheckResult::allowed)
        .containsExactly(true, false, false, true, true);
    assertThat(answers)
        .extracting(CheckResult::member)
        .containsExactly(true, false, true, true, true);
  }

  @Test
  void no_questions_have_no_answers() {
    List<CheckResult> answers = orgtable().memberships().check(List.of(), Consistency.STRONG);

    assertThat(answers).isEmpty();
  }

  @Test
  void hundreds_of_questions_are_answered_in_one_call() {
    addMembers(MANY);
    List<Check> questions =
        new ArrayList<>(
            IntStream.range(0, MANY)
                .mapToObj(i -> Check.inGroup(person(i), ACME, group(i)))
                .toList());
    Collections.reverse(questions);
    resetCost();

    List<CheckResult> answers = orgtable().memberships().check(questions, Consistency.STRONG);

    List<CheckResult> expected = new ArrayList<>();
    IntStream.range(0, MANY)
        .forEach(i -> expected.add(new CheckResult(true, true, Set.of(group(i)))));
    Collections.reverse(expected);
    assertThat(answers).isEqualTo(expected);
    assertThat(cost()).isEqualTo(new Cost(3, MANY + 1, 0));
  }

  @Test
  void a_check_costs_two_read_units_whatever_the_size_of_the_organisation() {
    resetCost();
    check(Check.inGroup(BOB, ACME, STAFF));
    Cost small = cost();
    addMembers(MANY);
    resetCost();

    check(Check.inGroup(BOB, ACME, STAFF));

    assertThat(cost()).isEqualTo(small).isEqualTo(new Cost(1, 2, 0));
  }

  @Test
  void an_eventually_consistent_check_costs_half() {
    Check question = Check.inGroup(BOB, ACME, STAFF);
    resetCost();

    CheckResult one = orgtable().memberships().check(question, Consistency.EVENTUAL);

    assertThat(cost()).isEqualTo(new Cost(1, 1, 0));
    resetCost();
    List<CheckResult> two =
        orgtable()
            .memberships()
            .check(List.of(question, Check.member(ANN, ACME)), Consistency.EVENTUAL);
    assertThat(cost()).isEqualTo(new Cost(1, 1.5, 0));
    assertThat(two).first().isEqualTo(one);
  }

  private static Group group(int i) {
    return Group.of("g" + i);
  }

  private static EmailAddress person(int i) {
    return EmailAddress.of("p" + i + "@example.com");
  }

  private void addMembers(int count) {
    int batch = 25;
    for (int from = 0; from < count; from += batch) {
      Map<EmailAddress, Set<Group>> members = new HashMap<>();
      IntStream.range(from, from + batch).forEach(i -> members.put(person(i), Set.of(group(i))));
      members.keySet().forEach(this::user);
      orgtable().memberships().addMembers(ACME, members);
    }
  }
}
