package dev.orgtable.contracts.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.Check;
import dev.orgtable.CheckResult;
import dev.orgtable.EmailAddress;
import dev.orgtable.Group;
import dev.orgtable.contracts.TableContract;
import dev.orgtable.contracts.event.VerifierOfEventsContract;
import dev.orgtable.contracts.group.GroupRepairContract;
import dev.orgtable.contracts.webhook.VerifierOfWebhooksContract;
import dev.orgtable.maintenance.Maintenance;
import dev.orgtable.maintenance.Step;
import dev.orgtable.maintenance.Step.Outcome;
import dev.orgtable.maintenance.Summary;
import dev.orgtable.maintenance.Violation;
import dev.orgtable.maintenance.Violation.Code;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The contract of repairing every damage of the verifier's contract: everything that can be
 * repaired is, the rest is reported, and nobody gains a right. Ann owns Acme with the service
 * Billing; Bob is a member of its group readers; Cat is invited to it.
 */
final class RepairOfEveryDamageContract extends TableContract {

  private static final AttributeValue REMOVED = AttributeValue.builder().build();

  /** The damage whose repair the table does not prove, and what depends on it. */
  private static final Set<String> LEFT =
      Set.of(
          "organisation/acme organisationService/billing typ",
          "organisation/acme organisationService/billing v",
          "user/bob@example.com user typ",
          "user/bob@example.com user organisationLimit",
          "organisation/acme organisation memberLimit",
          "organisation/acme organisationGroupMember/ann@example.com groups");

  private boolean damaged;

  @BeforeEach
  final void healthyTable() {
    user(ANN);
    user(BOB);
    organisation(ACME, ANN);
    service(ACME, BILLING);
    orgtable().memberships().addMember(BOB, ACME, Set.of(READERS, STAFF));
    orgtable().invitations().invite(CAT, ACME, Set.of(READERS));
    clock.advance(Duration.ofMinutes(1));
  }

  @Override
  protected final List<Violation> expectedViolations() {
    return damaged ? violations() : List.of();
  }

  @Override
  protected boolean logsTell() {
    return !damaged;
  }

  static Stream<Arguments> changes() {
    return VerifierContract.changes();
  }

  static Stream<Arguments> losses() {
    return VerifierContract.losses();
  }

  static Stream<Arguments> misplaced() {
    return VerifierContract.misplaced();
  }

  @Test
  void every_violation_there_is_has_its_damage_here() {
    Set<String> codes =
        Stream.concat(changes(), losses())
            .map(Arguments::get)
            .flatMap(values -> ((Set<?>) values[values.length - 1]).stream())
            .map(found -> found.toString().split(" ", 2)[0])
            .collect(Collectors.toCollection(TreeSet::new));

    codes.add(Code.MISPLACED.name());
    codes.add(DoubtfulRepairsContract.ALSO.name());
    codes.add(TombstonesContract.ALSO.name());
    codes.add(AccountRepairContract.ALSO.name());
    codes.add(GroupRepairContract.ALSO.name());
    codes.add(VerifierOfEventsContract.ALSO.name());
    codes.add(VerifierOfWebhooksContract.ALSO.name());
    codes.add(Code.DELIVERY.name());

    assertThat(codes)
        .isEqualTo(
            Stream.of(Code.values())
                .map(Code::name)
                .collect(Collectors.toCollection(TreeSet::new)));
  }

  @Test
  void a_healthy_table_needs_no_repair() {
    List<Map<String, AttributeValue>> before = allItems();

    Summary summary = Maintenance.of(orgtable()).repair().apply(step -> {});

    assertThat(summary).isEqualTo(new Summary(before.size(), 0, 0));
    assertThat(allItems()).isEqualTo(before);
  }

  @Tag("exhaustive")
  @ParameterizedTest
  @MethodSource("changes")
  void a_changed_attribute_is_mended_or_told(
      String id, String rng, String attribute, AttributeValue value, Set<String> expected) {
    Map<String, AttributeValue> item = new HashMap<>(item(id, rng));
    if (value.equals(REMOVED)) {
      item.remove(attribute);
    } else {
      item.put(attribute, value);
    }
    put(item);
    boolean left =
        expected.stream()
                .anyMatch(found -> found.startsWith("TOO_MANY") || found.startsWith("EVENT_"))
            || LEFT.contains(id + " " + rng + " " + attribute);

    assertRepaired(expected, left);
  }

  @ParameterizedTest
  @MethodSource("losses")
  void records_that_need_a_lost_record_are_deleted(String id, String rng, Set<String> expected) {
    delete(id, rng);

    assertRepaired(expected, false);
  }

  @ParameterizedTest
  @MethodSource("misplaced")
  void a_second_record_under_a_wrong_key_goes(
      String id, String rng, String fromId, String fromRng) {
    Map<String, AttributeValue> item = new HashMap<>(item(fromId, fromRng));
    item.putAll(key(id, rng));
    put(item);
    damaged = true;

    Summary summary = Maintenance.of(orgtable()).repair().apply(step -> {});

    assertThat(summary.left()).isZero();
    assertThat(violations()).isEmpty();
    assertThat(item(id, rng)).isEmpty();
  }

  private void assertRepaired(Set<String> expected, boolean left) {
    damaged = true;
    List<Map<String, AttributeValue>> before = items();
    Map<String, Set<Group>> rights = rights();
    List<Step<Code>> plan = new ArrayList<>();
    Maintenance.of(orgtable()).repair().plan(plan::add);
    assertThat(items()).isEqualTo(before);
    assertThat(
            plan.stream()
                .map(step -> step.code() + " " + step.id() + " " + step.rng())
                .map(VerifierContract::withoutUserId))
        .containsExactlyInAnyOrderElementsOf(expected);
    List<Step<Code>> steps = new ArrayList<>();

    Summary summary = Maintenance.of(orgtable()).repair().apply(steps::add);

    assertThat(summary.left() > 0).as("%s", steps).isEqualTo(left);
    assertThat(violations())
        .hasSize((int) summary.left())
        .extracting(Violation::code)
        .containsExactlyInAnyOrderElementsOf(
            steps.stream().filter(step -> step.outcome() == Outcome.LEFT).map(Step::code).toList());
    assertNoMore(rights);
  }

  private Map<String, Set<Group>> rights() {
    Map<String, Set<Group>> rights = new HashMap<>();
    for (EmailAddress user : List.of(ANN, BOB, CAT)) {
      CheckResult answer = orgtable().memberships().check(Check.member(user, ACME));
      if (answer.member()) {
        rights.put(user.value(), answer.groups());
      }
    }
    return rights;
  }

  private void assertNoMore(Map<String, Set<Group>> before) {
    rights()
        .forEach(
            (user, groups) ->
                assertThat(before.getOrDefault(user, Set.of())).as(user).containsAll(groups));
    assertThat(before.keySet()).containsAll(rights().keySet());
  }

  private static Map<String, AttributeValue> key(String id, String rng) {
    return Map.of("id", AttributeValue.fromS(id), "rng", AttributeValue.fromS(rng));
  }
}
