package dev.orgtable.contracts.organisation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.Answer;
import dev.orgtable.Group;
import dev.orgtable.OrganisationId;
import dev.orgtable.Question;
import dev.orgtable.UserId;
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

/** What is promised of the checks that a back end makes before it lets someone in. */
final class ChecksContract extends TableContract {

  private static final Answer NO = new Answer(false, false, Set.of());
  private static final int MANY = 250;

  @BeforeEach
  void ann_owns_acme_and_bob_is_a_member() {
    user(ANN);
    user(BOB);
    organisation(ACME, ANN);
    service(ACME, BILLING);
    orgtable().memberships().addMember(BOB, ACME, Set.of(STAFF, READERS));
  }

  private Answer check(Question question) {
    return orgtable().memberships().check(question);
  }

  @Test
  void a_member_is_allowed_where_membership_is_enough() {
    Answer answer = check(Question.member(BOB, ACME));

    assertThat(answer).isEqualTo(new Answer(true, true, Set.of(STAFF, READERS)));
  }

  @Test
  void a_member_is_allowed_what_its_groups_of_the_organisation_and_the_service_allow() {
    Answer staff = check(Question.inGroup(BOB, ACME, STAFF));
    Answer readers = check(Question.inGroup(BOB, ACME, READERS));

    assertThat(staff).isEqualTo(new Answer(true, true, Set.of(STAFF, READERS))).isEqualTo(readers);
  }

  @Test
  void a_member_is_not_allowed_what_other_groups_allow() {
    List<Group> others =
        List.of(Group.OWNER, Group.of("readers"), Group.of(BILLING, "staff"), Group.of("Staff"));

    List<Answer> answers =
        others.stream().map(group -> check(Question.inGroup(BOB, ACME, group))).toList();

    assertThat(answers).containsOnly(new Answer(true, false, Set.of(STAFF, READERS)));
  }

  @Test
  void who_is_not_a_member_is_allowed_nothing_and_nobody_is_refused() {
    orgtable().invitations().invite(CAT, ACME, Set.of(STAFF));
    organisation(BETA, ANN);

    List<Question> questions =
        List.of(
            Question.member(CAT, ACME),
            Question.inGroup(CAT, ACME, STAFF),
            Question.member(DAN, ACME),
            Question.member(BOB, BETA),
            Question.member(BOB, OrganisationId.of("nowhere")));

    assertThat(questions).allSatisfy(question -> assertThat(check(question)).isEqualTo(NO));
    assertThat(orgtable().memberships().check(questions, Consistency.STRONG)).containsOnly(NO);
  }

  @Test
  void a_removal_counts_from_the_next_check_on() {
    orgtable().memberships().removeFromGroups(BOB, ACME, Set.of(READERS));
    Answer without = check(Question.inGroup(BOB, ACME, READERS));

    orgtable().memberships().remove(BOB, ACME);

    assertThat(without).isEqualTo(new Answer(true, false, Set.of(STAFF)));
    assertThat(check(Question.inGroup(BOB, ACME, STAFF))).isEqualTo(NO);
  }

  @Test
  void another_spelling_of_an_address_is_the_same_user() {
    Answer answer = check(Question.inGroup(UserId.of("BOB@Example.COM"), ACME, STAFF));

    assertThat(answer.allowed()).isTrue();
  }

  @Test
  void many_questions_are_answered_in_their_order() {
    Question yes = Question.inGroup(BOB, ACME, STAFF);
    Question no = Question.inGroup(BOB, ACME, Group.OWNER);
    Question stranger = Question.member(DAN, ACME);
    Question owner = Question.inGroup(ANN, ACME, Group.OWNER);

    List<Answer> answers =
        orgtable().memberships().check(List.of(yes, stranger, no, owner, yes), Consistency.STRONG);

    assertThat(answers).extracting(Answer::allowed).containsExactly(true, false, false, true, true);
    assertThat(answers).extracting(Answer::member).containsExactly(true, false, true, true, true);
  }

  @Test
  void no_questions_have_no_answers() {
    List<Answer> answers = orgtable().memberships().check(List.of(), Consistency.STRONG);

    assertThat(answers).isEmpty();
  }

  @Test
  void hundreds_of_questions_are_answered_in_one_call() {
    addMembers(MANY);
    List<Question> questions =
        new ArrayList<>(
            IntStream.range(0, MANY)
                .mapToObj(i -> Question.inGroup(person(i), ACME, group(i)))
                .toList());
    Collections.reverse(questions);
    resetCost();

    List<Answer> answers = orgtable().memberships().check(questions, Consistency.STRONG);

    List<Answer> expected = new ArrayList<>();
    IntStream.range(0, MANY).forEach(i -> expected.add(new Answer(true, true, Set.of(group(i)))));
    Collections.reverse(expected);
    assertThat(answers).isEqualTo(expected);
    assertThat(cost()).isEqualTo(new Cost(3, MANY + 1, 0));
  }

  @Test
  void a_check_costs_two_read_units_whatever_the_size_of_the_organisation() {
    resetCost();
    check(Question.inGroup(BOB, ACME, STAFF));
    Cost small = cost();
    addMembers(MANY);
    resetCost();

    check(Question.inGroup(BOB, ACME, STAFF));

    assertThat(cost()).isEqualTo(small).isEqualTo(new Cost(1, 2, 0));
  }

  @Test
  void an_eventually_consistent_check_costs_half() {
    Question question = Question.inGroup(BOB, ACME, STAFF);
    resetCost();

    Answer one = orgtable().memberships().check(question, Consistency.EVENTUAL);

    assertThat(cost()).isEqualTo(new Cost(1, 1, 0));
    resetCost();
    List<Answer> two =
        orgtable()
            .memberships()
            .check(List.of(question, Question.member(ANN, ACME)), Consistency.EVENTUAL);
    assertThat(cost()).isEqualTo(new Cost(1, 1.5, 0));
    assertThat(two).first().isEqualTo(one);
  }

  private static Group group(int i) {
    return Group.of("g" + i);
  }

  private static UserId person(int i) {
    return UserId.of("p" + i + "@example.com");
  }

  private void addMembers(int count) {
    int batch = 25;
    for (int from = 0; from < count; from += batch) {
      Map<UserId, Set<Group>> members = new HashMap<>();
      IntStream.range(from, from + batch).forEach(i -> members.put(person(i), Set.of(group(i))));
      members.keySet().forEach(this::user);
      orgtable().memberships().addMembers(ACME, members);
    }
  }
}
