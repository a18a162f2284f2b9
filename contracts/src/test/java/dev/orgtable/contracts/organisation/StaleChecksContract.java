package dev.orgtable.contracts.organisation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orgtable.Check;
import dev.orgtable.CheckResult;
import dev.orgtable.EmailAddress;
import dev.orgtable.Expected;
import dev.orgtable.Group;
import dev.orgtable.GroupName;
import dev.orgtable.InvalidInput;
import dev.orgtable.OrganisationId;
import dev.orgtable.OrgtableException.MemberNotFound;
import dev.orgtable.OrgtableException.UnreadableRecord;
import dev.orgtable.Permission;
import dev.orgtable.contracts.MeanwhileClient;
import dev.orgtable.contracts.Operation;
import dev.orgtable.contracts.Operations;
import dev.orgtable.contracts.TableContract;
import dev.orgtable.dynamodb.Consistency;
import dev.orgtable.dynamodb.Cost;
import dev.orgtable.dynamodb.CostListener;
import dev.orgtable.dynamodb.RequestReport;
import dev.orgtable.job.Worker;
import dev.orgtable.job.WorkerSettings;
import dev.orgtable.role.Role;
import dev.orgtable.role.Roles;
import dev.orgtable.store.MembershipStore;
import dev.orgtable.store.Orgtable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;

/**
 * The contract of checks with a bound of staleness: what changes through the same {@code Orgtable}
 * is seen at once, what changes elsewhere within the bound.
 */
final class StaleChecksContract extends TableContract {

  private static final Permission READ = Permission.of("invoices:read");
  private static final Duration LONGEST = Duration.ofSeconds(60);
  private static final Duration SHORT = Duration.ofMillis(20);
  private static final EmailAddress EVE = EmailAddress.of("eve@example.com");
  private static final CheckResult NO = new CheckResult(false, false, Set.of());
  private static final CheckResult BOB_IS_IN = new CheckResult(true, true, Set.of(STAFF, READERS));

  private final Usage usage = new Usage();
  private Orgtable ours = orgtable();
  private Orgtable others = orgtable();

  /** Counts what is told of requests and of the cache. */
  private static final class Usage implements CostListener {
    private Cost cost = Cost.NONE;
    private int cached;

    @Override
    public void answered(RequestReport report) {
      cost = cost.plus(report.cost());
    }

    @Override
    public void cached(int items) {
      cached += items;
    }
  }

  @BeforeEach
  void two_of_us_use_one_table() {
    ours = on(client(), settings().withCosts(usage));
    others = on(client());
    Operations.sample(others);
  }

  private static CheckResult check(Orgtable by, Duration bound) {
    return by.memberships().check(Check.inGroup(BOB, ACME, STAFF), bound);
  }

  private static void sleep(Duration time) {
    try {
      Thread.sleep(time.toMillis());
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void a_check_is_answered_from_memory_without_a_request_and_tells_so() {
    check(ours, LONGEST);
    Cost first = usage.cost;

    CheckResult again = check(ours, LONGEST);
    CheckResult ofAnotherGroup =
        ours.memberships().check(Check.inGroup(BOB, ACME, Group.OWNER), LONGEST);

    assertThat(again).isEqualTo(BOB_IS_IN);
    assertThat(ofAnotherGroup).isEqualTo(new CheckResult(true, false, BOB_IS_IN.groups()));
    assertThat(first).isEqualTo(new Cost(1, 2, 0)).isEqualTo(usage.cost);
    assertThat(usage.cached).isEqualTo(2);
  }

  @Test
  void a_check_without_a_bound_or_with_none_reads() {
    check(ours, LONGEST);
    others.memberships().remove(BOB, ACME);

    CheckResult read = ours.memberships().check(Check.member(BOB, ACME));
    CheckResult readNow = check(ours, Duration.ZERO);

    assertThat(read).isEqualTo(NO).isEqualTo(readNow);
    assertThat(usage.cached).isZero();
  }

  @Test
  void a_removal_by_another_process_is_seen_after_the_bound_and_not_before() {
    check(ours, LONGEST);
    others.memberships().remove(BOB, ACME);
    CheckResult within = check(ours, LONGEST);
    sleep(SHORT);

    CheckResult after = check(ours, SHORT);

    assertThat(within).isEqualTo(BOB_IS_IN);
    assertThat(after).isEqualTo(NO).isEqualTo(check(ours, LONGEST));
  }

  @Test
  void an_addition_by_another_process_is_seen_after_the_bound_and_not_before() {
    Check question = Check.member(DAN, ACME);
    ours.memberships().check(question, LONGEST);
    others.memberships().addMember(DAN, ACME, Set.of());
    CheckResult within = ours.memberships().check(question, LONGEST);
    sleep(SHORT);

    CheckResult after = ours.memberships().check(question, SHORT);

    assertThat(within).isEqualTo(NO);
    assertThat(after.member()).isTrue();
  }

  @Test
  void a_deletion_by_another_process_is_seen_after_the_bound() {
    check(ours, LONGEST);
    others.organisations().delete(ACME);
    sleep(SHORT);

    CheckResult after = check(ours, SHORT);

    assertThat(after).isEqualTo(NO);
  }

  @Test
  void the_age_counts_from_before_the_request() {
    ours = on(MeanwhileClient.after(client(), StaleChecksContract::isRead, () -> sleep(SHORT)));
    check(ours, SHORT);
    others.memberships().remove(BOB, ACME);

    CheckResult after = check(ours, SHORT);

    assertThat(after).isEqualTo(NO);
  }

  private static boolean isRead(Object answer) {
    return answer instanceof BatchGetItemResponse;
  }

  static Stream<Operation> writes() {
    return Operations.writes();
  }

  @Tag("exhaustive")
  @ParameterizedTest
  @MethodSource("writes")
  void a_change_by_this_process_is_seen_at_once(Operation operation) {
    operation.prepare().accept(ours);
    clock.advance(Operations.BRIEFLY.multipliedBy(2));
    checkAll(ours);

    var unused = operation.act().apply(ours);

    assertAllSeen(operation.name());
    work(ours);
    assertAllSeen("jobs after " + operation.name());
  }

  private void work(Orgtable through) {
    try (Worker worker =
        Worker.of(
            through,
            WorkerSettings.DEFAULT.withWriteUnits(40_000).withNanoTime(clock::nanoTime),
            e -> {
              throw e;
            })) {
      worker.runOpen();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<Check> questions() {
    List<Check> all = new ArrayList<>();
    for (EmailAddress user : List.of(ANN, BOB, CAT, DAN, EVE)) {
      for (OrganisationId organisation : List.of(ACME, BETA)) {
        all.add(Check.inGroup(user, organisation, STAFF));
      }
    }
    return all;
  }

  private static List<Check> permissions() {
    return questions().stream()
        .map(each -> Check.permitted(each.user(), each.organisation(), READ))
        .toList();
  }

  private static List<List<Object>> checkAll(Orgtable by) {
    MembershipStore memberships = by.memberships();
    return Stream.concat(
            questions().stream().map(each -> memberships.check(each, LONGEST)),
            memberships.check(permissions(), LONGEST).stream())
        .map(StaleChecksContract::told)
        .toList();
  }

  private static List<Object> told(CheckResult result) {
    String refusal = result.refusal() == null ? "" : String.valueOf(result.refusal().getMessage());
    return List.of(result.member(), result.allowed(), result.groups(), refusal);
  }

  private void assertAllSeen(String after) {
    MembershipStore memberships = on(client()).memberships();
    assertThat(checkAll(ours))
        .as(after)
        .isEqualTo(
            Stream.of(questions(), permissions())
                .flatMap(each -> memberships.check(each, Consistency.STRONG).stream())
                .map(StaleChecksContract::told)
                .toList());
  }

  /** The bound is for memberships; roles are kept for 5 seconds by each process. */
  @Tag("slow")
  @Test
  void roles_that_another_process_changes_are_used_within_five_seconds() {
    Check question = Check.permitted(BOB, ACME, READ);
    others.roles().put(roles("staff"), Expected.NOTHING);
    boolean before = ours.memberships().check(question).allowed();
    others.roles().put(roles("nobody"), Expected.ANYTHING);

    sleep(Duration.ofSeconds(5));

    assertThat(before).isTrue();
    assertThat(ours.memberships().check(question).allowed()).isFalse();
    assertThat(ours.memberships().check(question, LONGEST).allowed()).isFalse();
  }

  private static Roles roles(String permitted) {
    return Roles.of(
        List.of(new Role(GroupName.of(permitted), "", "", List.of(READ), List.of())), List.of());
  }

  static Stream<Consumer<Orgtable>> removals() {
    return Stream.of(
        to -> to.memberships().remove(BOB, ACME),
        to -> to.organisations().delete(ACME),
        to -> to.users().delete(BOB),
        to -> to.users().changeAddress(BOB, EVE),
        to -> to.memberships().suspend(BOB, ACME),
        to -> to.memberships().removeFromGroups(BOB, ACME, Set.of(STAFF)),
        to -> to.by(ANN).memberships().remove(BOB, ACME));
  }

  @ParameterizedTest
  @MethodSource("removals")
  void a_change_during_the_read_of_a_check_is_seen_by_the_next_check(Consumer<Orgtable> removal) {
    DynamoDbClient client =
        MeanwhileClient.after(client(), StaleChecksContract::isRead, () -> removal.accept(ours));
    ours = on(client);
    CheckResult before = check(ours, LONGEST);

    CheckResult after = check(ours, LONGEST);

    assertThat(before).isEqualTo(BOB_IS_IN);
    assertThat(after.allowed()).isFalse();
    assertThat(after).isEqualTo(check(others, Duration.ZERO));
    work(ours);
  }

  @Test
  void the_state_found_by_a_refusal_is_seen_by_the_next_check() {
    check(ours, LONGEST);
    others.memberships().remove(BOB, ACME);

    assertThatThrownBy(() -> ours.memberships().remove(BOB, ACME))
        .isInstanceOf(MemberNotFound.class);

    assertThat(check(ours, LONGEST)).isEqualTo(NO);
  }

  @Test
  void items_put_by_this_process_are_seen_at_once() {
    check(ours, LONGEST);
    Map<String, AttributeValue> before = bob();
    Map<String, AttributeValue> other = new HashMap<>(before);
    other.put("groups", AttributeValue.fromSs(List.of("organisationGroup/other")));

    ours.items().put(List.of(other), 1);

    assertThat(check(ours, LONGEST).groups()).containsExactly(Group.of("other"));
    put(before);
  }

  private Map<String, AttributeValue> bob() {
    return item("organisation/acme", "organisationGroupMember/" + BOB);
  }

  @Test
  void many_checks_read_what_is_missing_in_one_request() {
    check(ours, LONGEST);
    Check bob = Check.inGroup(BOB, ACME, STAFF);
    Check ann = Check.inGroup(ANN, ACME, Group.OWNER);
    Check stranger = Check.member(DAN, ACME);
    Cost first = usage.cost;

    List<CheckResult> some = ours.memberships().check(List.of(bob, ann, stranger, bob), LONGEST);
    Cost second = usage.cost;
    List<CheckResult> again = ours.memberships().check(List.of(bob, ann, stranger, bob), LONGEST);

    assertThat(some).extracting(CheckResult::allowed).containsExactly(true, true, false, true);
    assertThat(again).isEqualTo(some);
    assertThat(second).isEqualTo(first.plus(new Cost(1, 3, 0))).isEqualTo(usage.cost);
    assertThat(usage.cached).isEqualTo(1 + 3);
    assertThat(ours.memberships().check(List.of(), LONGEST)).isEmpty();
  }

  @Test
  void an_unreadable_record_is_refused_each_time_and_never_kept() {
    Map<String, AttributeValue> good = bob();
    Map<String, AttributeValue> newer = new HashMap<>(good);
    newer.put("v", AttributeValue.fromN("2"));
    put(newer);
    Check bob = Check.member(BOB, ACME);

    List<CheckResult> skipped = ours.memberships().check(List.of(bob), LONGEST);

    assertThat(skipped).containsExactly(NO);
    assertThatThrownBy(() -> ours.memberships().check(bob, LONGEST))
        .isInstanceOf(UnreadableRecord.class);
    put(good);
    assertThat(check(ours, LONGEST)).isEqualTo(BOB_IS_IN);
  }

  @Test
  void a_bound_is_0_to_60_seconds() {
    for (Duration wrong : List.of(Duration.ofNanos(-1), LONGEST.plusNanos(1))) {
      assertThatThrownBy(() -> check(ours, wrong))
          .isInstanceOf(InvalidInput.class)
          .hasMessageContaining("0 to 60 seconds");
      assertThatThrownBy(() -> ours.memberships().check(List.of(), wrong))
          .isInstanceOf(InvalidInput.class);
    }
  }
}
