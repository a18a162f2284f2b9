package dev.orgtable.contracts.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.contracts.Engine;
import dev.orgtable.contracts.EngineTime;
import dev.orgtable.contracts.Operation;
import dev.orgtable.contracts.Operations;
import dev.orgtable.store.Orgtable;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** How many write units each operation costs more because of its events. */
final class CostsOfEventsOfOperationsContract extends EventTable {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** An item of the transaction. */
  private static final int USUALLY = 2;

  /** The operations whose events cost something else than {@link #USUALLY}, and why. */
  private static final Map<Integer, String> EXPECTED =
      Map.of(
          3,
          """
          a single write, which is a transaction with the event
          put user of no organisation
          update user of no organisation
          limit organisations
          remove organisation limit
          limit seats
          remove seat limit
          put service
          update service
          add to group with a record
          add to organisation group
          remove from groups
          update details
          suspend
          reactivate
          change facts of a user
          change facts of an organisation
          change facts of a member
          put the first roles
          put roles
          an event, and 1 for a destination that it waits for
          delete webhooks
          delete organisation with webhooks
          unsubscribe
          """,
          4,
          """
          two events: in the log of the organisation, and in that of the user
          delete member
          delete invitee
          delete one of two owners
          delete member with an account
          delete a user with an external id
          change address of owner
          change address of member
          change address of invitee
          change address of member with an account
          change address of a user with an external id
          accept by token, becoming a user
          a refused attempt, whose event is charged, too
          transfer to an owner
          transfer to an owner, once
          a single write, and 1 for a destination
          change webhook
          rotate webhook
          disable webhook
          enable webhook
          change subscriber
          """,
          5,
          """
          a refused attempt, which is a transaction with the event, and an event
          suspend an owner
          reactivate an owner
          """,
          6,
          """
          a refused attempt, and two events: of an expired invitation and of the change
          invite again
          invite again, once
          add a member whose invitation has expired
          add a member whose invitation has expired, once
          """);

  /**
   * What DynamoDB Local reports in place of it: index entries of a transaction not at all or twice,
   * as in {@code ReportedCosts}.
   */
  private static final Map<Integer, String> ON_DYNAMODB_LOCAL =
      Map.of(
          0,
          """
          create user
          put new user
          put member
          update member
          resend
          create api key
          create first api key
          """,
          2,
          """
          delete webhooks
          delete organisation with webhooks
          unsubscribe
          """,
          4,
          """
          put user of no organisation
          update user of no organisation
          invite again
          """,
          5,
          """
          change webhook
          rotate webhook
          disable webhook
          enable webhook
          change subscriber
          """);

  /** The operations that change whether events are kept, or need some. */
  private static final Set<String> ABOUT_EVENTS =
      Set.of(
          "keep events for a week",
          "keep no events",
          "begin the logs anew",
          "replay delivery",
          "replay deliveries");

  static Stream<Operation> writes() {
    return Operations.writes().filter(write -> !ABOUT_EVENTS.contains(write.name()));
  }

  private double writeUnits(Orgtable to, Operation operation) {
    Operations.sample(to);
    operation.prepare().accept(to);
    clock.advance(Operations.BRIEFLY.multipliedBy(2));
    resetCost();
    var unused = operation.act().apply(to);
    return cost().writeUnits();
  }

  private double writeUnitsWithoutEvents(Operation operation) {
    String name = tableName + "-without";
    Orgtable to = Orgtable.on(EngineTime.of(clock, client()), name, settings());
    to.schema().create(false, PATIENCE);
    try {
      to.events().stop();
      clock.advance(Duration.ofMinutes(2));
      return writeUnits(to, operation);
    } finally {
      client().deleteTable(request -> request.tableName(name));
    }
  }

  @ParameterizedTest
  @MethodSource("writes")
  void the_events_of_an_operation_cost_what_is_told(Operation operation) {
    double with = writeUnits(orgtable(), operation);
    double without = writeUnitsWithoutEvents(operation);

    assertThat(with - without).isEqualTo(expected(operation.name()));
  }

  private static int expected(String operation) {
    int charged = figure(EXPECTED, operation).orElse(USUALLY);
    return Engine.isDynamoDbLocal()
        ? figure(ON_DYNAMODB_LOCAL, operation).orElse(charged)
        : charged;
  }

  private static Optional<Integer> figure(Map<Integer, String> table, String operation) {
    return table.entrySet().stream()
        .filter(row -> row.getValue().lines().anyMatch(operation::equals))
        .map(Map.Entry::getKey)
        .findFirst();
  }
}
