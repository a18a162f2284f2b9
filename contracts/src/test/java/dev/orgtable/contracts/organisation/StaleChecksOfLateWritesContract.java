package dev.orgtable.contracts.organisation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orgtable.Check;
import dev.orgtable.CheckResult;
import dev.orgtable.OrgtableException.Unavailable;
import dev.orgtable.contracts.Operations;
import dev.orgtable.contracts.TableContract;
import dev.orgtable.store.Orgtable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;

/**
 * The contract of checks with a bound of staleness after writes of the same process whose outcome
 * is unknown, and when the wall clock jumps.
 */
final class StaleChecksOfLateWritesContract extends TableContract {

  private static final Duration LONGEST = Duration.ofSeconds(60);
  private static final Duration SHORT = Duration.ofMillis(20);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final CheckResult NO = new CheckResult(false, false, Set.of());
  private static final CheckResult BOB_IS_IN = new CheckResult(true, true, Set.of(STAFF, READERS));

  /** The transactions that were sent, and did not arrive yet. */
  private final List<TransactWriteItemsRequest> underWay = new ArrayList<>();

  private final Orgtable ours = on(interrupted(false));

  /**
   * Returns a client that gets no response to a transaction.
   *
   * @param arrives whether the transaction arrives nevertheless
   */
  private DynamoDbClient interrupted(boolean arrives) {
    return (DynamoDbClient)
        Proxy.newProxyInstance(
            DynamoDbClient.class.getClassLoader(),
            new Class<?>[] {DynamoDbClient.class},
            (proxy, method, arguments) -> {
              boolean isTransaction =
                  arguments != null && arguments[0] instanceof TransactWriteItemsRequest;
              if (isTransaction && !arrives) {
                underWay.add((TransactWriteItemsRequest) arguments[0]);
                throw SdkClientException.create("sent, and nothing heard");
              }
              Object answer;
              try {
                answer = method.invoke(client(), arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
              if (isTransaction) {
                throw SdkClientException.create("the response was lost");
              }
              return answer;
            });
  }

  @BeforeEach
  void bob_is_a_member() {
    Operations.sample(orgtable());
  }

  private static CheckResult check(Orgtable by, Duration bound) {
    return by.memberships().check(Check.inGroup(BOB, ACME, STAFF), bound);
  }

  private static void assertOutcomeUnknown(Orgtable by) {
    assertThatThrownBy(() -> by.memberships().remove(BOB, ACME)).isInstanceOf(Unavailable.class);
  }

  private static void sleep() {
    try {
      Thread.sleep(SHORT.toMillis());
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void a_write_whose_response_was_lost_is_seen_by_the_next_check() {
    Orgtable lossy = on(interrupted(true));
    CheckResult before = check(lossy, LONGEST);

    assertOutcomeUnknown(lossy);

    assertThat(before).isEqualTo(BOB_IS_IN);
    assertThat(check(lossy, LONGEST)).isEqualTo(NO);
  }

  @Test
  void a_write_that_arrives_after_its_operation_has_failed_is_seen_within_the_bound() {
    assertOutcomeUnknown(ours);
    CheckResult before = check(ours, LONGEST);
    var unused = client().transactWriteItems(underWay.get(0));
    CheckResult within = check(ours, LONGEST);
    sleep();

    CheckResult after = check(ours, SHORT);

    assertThat(before).isEqualTo(BOB_IS_IN).isEqualTo(within);
    assertThat(after).isEqualTo(NO).isEqualTo(check(ours, LONGEST));
  }

  @Test
  void a_wall_clock_that_jumps_forward_makes_no_result_older() {
    check(ours, LONGEST);
    orgtable().memberships().remove(BOB, ACME);

    clock.advance(HOUR);

    assertThat(check(ours, LONGEST)).isEqualTo(BOB_IS_IN);
  }

  @Test
  void a_wall_clock_that_jumps_back_makes_no_result_younger() {
    check(ours, LONGEST);
    orgtable().memberships().remove(BOB, ACME);
    sleep();

    clock.advance(HOUR.negated());

    assertThat(check(ours, SHORT)).isEqualTo(NO);
  }
}
