package dev.orgtable.testkit.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;

/** Which calls fail under which plan. */
@Tag("faults")
final class FaultEndpointTest {

  private static final int MANY = 60;

  /** Faults that the SDK does not retry, so that a request is one call. */
  private static final Fault DENIED = Fault.error(400, "AccessDeniedException");

  private static final Fault EXPIRED = Fault.error(400, "ExpiredTokenException");

  private final Probe probe = new Probe();

  @AfterEach
  void close() {
    probe.close();
  }

  @Test
  void nothing_goes_wrong_until_it_is_planned() {
    List<String> outcomes = outcomes(5);

    assertThat(outcomes).containsOnly("done");
    assertThat(probe.applied("a")).isEqualTo(5);
  }

  @Test
  void the_calls_are_told_in_order_and_what_the_sdk_repeats_is_told_again() {
    probe.endpoint().plan(2, Fault.closed());

    probe.read("a");
    probe.add("a");
    probe.addAll("a", "b");

    assertThat(probe.endpoint().operations())
        .containsExactly("GetItem", "UpdateItem", "UpdateItem", "TransactWriteItems");
  }

  @Test
  void a_plan_for_a_call_hits_that_call_alone() {
    probe.endpoint().plan(3, DENIED);

    List<String> outcomes = outcomes(5);

    assertThat(outcomes).containsExactly("done", "done", denied(), "done", "done");
    assertThat(probe.applied("a")).isEqualTo(4);
  }

  @Test
  void plans_for_several_calls_hold_together_and_the_later_one_for_a_call_replaces_the_earlier() {
    probe.endpoint().plan(1, DENIED);
    probe.endpoint().plan(3, EXPIRED);
    probe.endpoint().plan(3, DENIED);

    List<String> outcomes = outcomes(4);

    assertThat(outcomes).containsExactly(denied(), "done", denied(), "done");
  }

  @Test
  void a_plan_for_a_call_counts_what_the_sdk_repeats() {
    probe.endpoint().plan(1, Fault.dropped());
    probe.endpoint().plan(2, Fault.closed());

    probe.add("a");

    assertThat(probe.calls()).isEqualTo(3);
    assertThat(probe.applied("a")).isEqualTo(2);
  }

  @Test
  void a_plan_from_a_call_on_lasts() {
    probe.endpoint().planFrom(3, DENIED);

    List<String> outcomes = outcomes(6);

    assertThat(outcomes).containsExactly("done", "done", denied(), denied(), denied(), denied());
    assertThat(probe.applied("a")).isEqualTo(2);
  }

  @Test
  void a_plan_for_a_call_goes_before_a_plan_from_a_call_on() {
    probe.endpoint().plan(2, Fault.NONE);
    probe.endpoint().planFrom(1, DENIED);

    List<String> outcomes = outcomes(3);

    assertThat(outcomes).containsExactly(denied(), "done", denied());
  }

  @Test
  void a_plan_at_random_replaces_a_plan_from_a_call_on() {
    probe.endpoint().planFrom(1, DENIED);
    probe.endpoint().planAtRandom(1, 0, List.of(DENIED));

    List<String> outcomes = outcomes(3);

    assertThat(outcomes).containsOnly("done");
  }

  @Test
  void the_same_seed_plays_the_same_faults_again() {
    List<String> first = outcomesAtRandom(42);

    List<String> again = outcomesAtRandom(42);

    assertThat(again).isEqualTo(first);
    assertThat(first).contains("done", denied(), expired());
  }

  @Test
  void another_seed_plays_other_faults() {
    List<List<String>> played =
        IntStream.rangeClosed(1, 5).mapToObj(this::outcomesAtRandom).toList();

    assertThat(played).doesNotHaveDuplicates();
  }

  @Test
  void a_neighbouring_seed_is_not_the_same_faults_a_call_later() {
    List<String> one = outcomesAtRandom(1);

    List<String> two = outcomesAtRandom(2);

    assertThat(two.subList(0, MANY - 1)).isNotEqualTo(one.subList(1, MANY));
    assertThat(one.subList(0, MANY - 1)).isNotEqualTo(two.subList(1, MANY));
  }

  @Test
  void the_probability_says_how_many_calls_go_wrong_at_random() {
    probe.endpoint().planAtRandom(42, 1, List.of(DENIED));
    List<String> always = outcomes(MANY);
    probe.endpoint().planAtRandom(42, 0, List.of(DENIED));
    List<String> never = outcomes(MANY);
    probe.endpoint().planAtRandom(42, 0.25, List.of(DENIED));
    List<String> seldom = outcomes(4 * MANY);

    assertThat(always).containsOnly(denied());
    assertThat(never).containsOnly("done");
    assertThat(seldom.stream().filter(denied()::equals).count()).isBetween(40L, 80L);
  }

  @Test
  void clearing_forgets_the_plans_and_counts_from_1_again() {
    probe.endpoint().plan(2, DENIED);
    probe.endpoint().planFrom(3, DENIED);
    probe.read("a");

    probe.endpoint().clear();

    assertThat(probe.endpoint().operations()).isEmpty();
    assertThat(outcomes(4)).containsOnly("done");
    assertThat(probe.calls()).isEqualTo(4);
  }

  @Test
  void clearing_forgets_a_plan_at_random() {
    probe.endpoint().planAtRandom(42, 1, List.of(DENIED));

    probe.endpoint().clear();

    assertThat(outcomes(4)).containsOnly("done");
  }

  private List<String> outcomesAtRandom(long seed) {
    probe.endpoint().clear();
    probe.endpoint().planAtRandom(seed, 0.5, List.of(DENIED, EXPIRED));
    return outcomes(MANY);
  }

  /** Returns the outcomes of consecutive requests. */
  private List<String> outcomes(int requests) {
    List<String> outcomes = new ArrayList<>();
    for (int i = 0; i < requests; i++) {
      outcomes.add(outcome());
    }
    return outcomes;
  }

  private String outcome() {
    try {
      probe.add("a");
      return "done";
    } catch (DynamoDbException e) {
      return e.awsErrorDetails().errorCode();
    }
  }

  private static String denied() {
    return DENIED.name();
  }

  private static String expired() {
    return EXPIRED.name();
  }
}
