package dev.orgtable.contracts.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.OrgtableException;
import dev.orgtable.OrgtableException.Unavailable;
import dev.orgtable.contracts.Engine;
import dev.orgtable.contracts.Operation;
import dev.orgtable.contracts.Operations;
import dev.orgtable.contracts.Share;
import dev.orgtable.contracts.TableState;
import dev.orgtable.store.Orgtable;
import dev.orgtable.store.Settings;
import dev.orgtable.testkit.fault.FaultEndpoint;
import dev.orgtable.testkit.fault.FaultyEngine;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * The base of every contract of faults: an engine, a fault endpoint in front of it, and the allowed
 * outcomes of an operation. Tests run in parallel, since they mostly wait.
 */
@Tag("faults")
@Execution(ExecutionMode.CONCURRENT)
abstract class OperationsUnderFaults {

  private static final Duration DEADLINE = Duration.ofSeconds(10);
  private static final Duration ATTEMPT = Duration.ofSeconds(2);

  /** How many combinations of a fault and a call there are for each one that a build tries. */
  static final int ONE_OF = 3;

  @RegisterExtension final FaultyEngine faulty = new FaultyEngine(Engine.uri());

  static Stream<Operation> writes() {
    return Operations.writes();
  }

  static Stream<Operation> reads() {
    return Operations.reads();
  }

  final FaultEndpoint endpoint() {
    return faulty.endpoint();
  }

  final FaultTable table(Operation operation) {
    return new FaultTable(operation, faulty, Settings.DEFAULT.withTimeouts(DEADLINE, ATTEMPT));
  }

  /** Returns the calls of an operation at which a build has a fault, by the fault's number. */
  static int[] calls(Operation operation, FaultTable table, int fault) {
    return IntStream.rangeClosed(1, table.calls())
        .filter(call -> Share.includes(ONE_OF, Share.number(operation), fault, call))
        .toArray();
  }

  /** Runs an operation; empty if it succeeds with the same result as without a fault. */
  static Optional<OrgtableException> attempt(
      Operation operation, FaultTable table, Orgtable orgtable) {
    try {
      Object answer = operation.act().apply(orgtable);
      assertThat(TableState.comparable(answer)).isEqualTo(table.answer());
      return Optional.empty();
    } catch (OrgtableException e) {
      return Optional.of(e);
    }
  }

  /**
   * Asserts that an operation was applied once, or reported correctly that it could not be
   * completed.
   */
  static void assertDoneOrUnavailable(
      FaultTable table, Optional<OrgtableException> failure, String plan) {
    if (failure.isEmpty()) {
      assertThat(table.state()).as("done, %s", plan).isEqualTo(table.after());
    } else {
      assertUnavailable(table, failure, plan);
    }
  }

  /**
   * Asserts that an operation could not be completed and reported correctly whether it was applied.
   * One that writes in steps may have stopped between them.
   */
  static void assertUnavailable(
      FaultTable table, Optional<OrgtableException> failure, String plan) {
    assertThat(failure).as("%s", plan).containsInstanceOf(Unavailable.class);
    Unavailable unavailable = (Unavailable) failure.orElseThrow();
    if (unavailable.maybeApplied() && table.operation().inSteps()) {
      return;
    }
    List<TableState> possible =
        unavailable.maybeApplied()
            ? List.of(table.before(), table.after())
            : List.of(table.before());
    assertThat(table.state()).as("%s: %s", plan, unavailable.getMessage()).isIn(possible);
  }

  /**
   * Asserts that another process can continue: nothing is wrong, and the operation can be repeated.
   */
  static void assertThatItCanBeRepeated(Operation operation, FaultTable table) {
    table.assertNothingIsWrong();
    boolean applied = !table.state().equals(table.before());
    if (!(applied && operation.makesAnother())) {
      Optional<OrgtableException> refusal = attempt(operation, table, table.direct());
      assertThat(applied || refusal.isEmpty()).as("refused: %s", refusal).isTrue();
      assertThat(table.state().settled()).isEqualTo(table.after().settled());
      table.assertNothingIsWrong();
    }
    table.reset();
  }
}
