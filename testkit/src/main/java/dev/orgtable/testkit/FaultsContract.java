package dev.orgtable.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.OrgtableException;
import dev.orgtable.OrgtableException.Unavailable;
import dev.orgtable.store.Settings;
import dev.orgtable.testkit.fault.Fault;
import dev.orgtable.testkit.fault.FaultEndpoint;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What is promised when requests fail: every operation, with every fault, at every call that it
 * makes. Either it is done and says so, or it says {@link Unavailable} and tells the truth about
 * whether anything was written.
 */
public abstract class FaultsContract {

  private static final Duration DEADLINE = Duration.ofSeconds(10);
  private static final Duration ATTEMPT = Duration.ofSeconds(2);
  private static final Duration SHORT_ATTEMPT = Duration.ofMillis(200);

  /** Faults after which an operation goes on, if they happen once. */
  private static final List<Fault> PASSING =
      List.of(
          Fault.closed(),
          Fault.dropped(),
          Fault.reset(),
          Fault.cut(),
          Fault.garbled(),
          Fault.wrongCheckSum(),
          Fault.internalServerError(),
          Fault.error(503, "ServiceUnavailable"),
          Fault.errorAfter(500, "InternalServerError"),
          Fault.errorAfter(503, "ServiceUnavailable"),
          Fault.error(400, "ProvisionedThroughputExceededException"),
          Fault.error(400, "ThrottlingException"),
          Fault.error(400, "RequestLimitExceeded"),
          Fault.conflict("TransactionConflict"),
          Fault.conflict("ThrottlingError"),
          Fault.unprocessed());

  /** Faults that end an operation at once. */
  private static final List<Fault> FINAL =
      List.of(
          Fault.error(400, "ResourceNotFoundException"),
          Fault.error(400, "ExpiredTokenException"),
          Fault.error(400, "UnrecognizedClientException"),
          Fault.error(400, "AccessDeniedException"));

  /** Faults that, if they last, leave open whether a write was applied. */
  private static final List<Fault> LASTING =
      List.of(
          Fault.closed(),
          Fault.dropped(),
          Fault.garbled(),
          Fault.internalServerError(),
          Fault.errorAfter(500, "InternalServerError"),
          Fault.error(400, "ThrottlingException"));

  private DynamoDbClient direct;
  private FaultEndpoint endpoint;
  private DynamoDbClient faulty;

  /** Returns the address of the engine to test on. */
  protected abstract URI engine();

  @BeforeEach
  final void open() {
    direct = FaultEndpoint.client(engine());
    endpoint = FaultEndpoint.inFrontOf(engine());
    faulty = FaultEndpoint.client(endpoint.uri());
  }

  @AfterEach
  final void close() {
    faulty.close();
    endpoint.close();
    direct.close();
  }

  private FaultTable table(Operation operation) {
    Settings settings = Settings.DEFAULT.withClock(new TestClock()).withTimeouts(DEADLINE, ATTEMPT);
    return new FaultTable(direct, faulty, settings, operation);
  }

  static Stream<Operation> writes() {
    return Operations.writes();
  }

  static Stream<Operation> reads() {
    return Operations.reads();
  }

  @ParameterizedTest
  @MethodSource("writes")
  void a_write_is_done_once_whatever_goes_wrong_once(Operation operation) {
    try (FaultTable table = table(operation)) {
      Set<Map<String, AttributeValue>> after = table.after(operation);
      int calls = table.calls(operation, endpoint);
      for (Fault fault : PASSING) {
        for (int call = 1; call <= calls; call++) {
          endpoint.clear();
          endpoint.plan(call, fault);

          operation.act().accept(table.faulty());

          assertThat(table.state()).as("%s at call %d", fault, call).isEqualTo(after);
          table.assertNothingIsWrong();
          table.reset();
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("writes")
  void a_write_is_done_once_though_its_answer_is_late(Operation operation) {
    try (FaultTable table = table(operation)) {
      Set<Map<String, AttributeValue>> after = table.after(operation);
      int calls = table.calls(operation, endpoint);
      endpoint.plan(calls, Fault.delayed(SHORT_ATTEMPT.multipliedBy(2)));

      operation.act().accept(table.faulty(SHORT_ATTEMPT));

      assertThat(endpoint.operations()).hasSizeGreaterThan(calls);
      assertThat(table.state()).isEqualTo(after);
      table.assertNothingIsWrong();
    }
  }

  @ParameterizedTest
  @MethodSource("writes")
  void a_write_that_cannot_be_finished_tells_whether_it_was_applied(Operation operation) {
    try (FaultTable table = table(operation)) {
      Set<Map<String, AttributeValue>> after = table.after(operation);
      int calls = table.calls(operation, endpoint);
      for (Fault fault : LASTING) {
        for (int call = 1; call <= calls; call++) {
          endpoint.clear();
          endpoint.planFrom(call, fault);

          Optional<OrgtableException> failure = attempt(operation, table);

          assertThat(failure)
              .as("%s from call %d", fault, call)
              .containsInstanceOf(Unavailable.class);
          Unavailable unavailable = (Unavailable) failure.orElseThrow();
          assertThat(table.state())
              .as("%s from call %d, %s", fault, call, unavailable.getMessage())
              .isIn(
                  unavailable.maybeApplied()
                      ? List.of(table.before(), after)
                      : List.of(table.before()));
          assertThatItCanBeRepeated(operation, table, after);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("writes")
  void a_write_that_is_not_allowed_or_has_no_table_fails_at_once_and_changes_nothing(
      Operation operation) {
    try (FaultTable table = table(operation)) {
      int calls = table.calls(operation, endpoint);
      for (Fault fault : FINAL) {
        endpoint.clear();
        endpoint.planFrom(calls, fault);

        Optional<OrgtableException> failure = attempt(operation, table);

        assertThat(failure).as("%s", fault).containsInstanceOf(Unavailable.class);
        assertThat(((Unavailable) failure.orElseThrow()).maybeApplied()).isFalse();
        assertThat(endpoint.operations()).hasSize(calls);
        assertThat(table.state()).isEqualTo(table.before());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("reads")
  void a_read_answers_whatever_goes_wrong_once(Operation operation) {
    try (FaultTable table = table(operation)) {
      int calls = table.calls(operation, endpoint);
      for (Fault fault : PASSING) {
        for (int call = 1; call <= calls; call++) {
          endpoint.clear();
          endpoint.plan(call, fault);

          Optional<OrgtableException> failure = attempt(operation, table);

          assertThat(failure).as("%s at call %d", fault, call).isEmpty();
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("reads")
  void a_read_that_cannot_be_finished_says_so(Operation operation) {
    try (FaultTable table = table(operation)) {
      for (Fault fault : Stream.concat(LASTING.stream(), FINAL.stream()).toList()) {
        endpoint.clear();
        endpoint.planFrom(1, fault);

        Optional<OrgtableException> failure = attempt(operation, table);

        assertThat(failure).as("%s", fault).containsInstanceOf(Unavailable.class);
        assertThat(((Unavailable) failure.orElseThrow()).maybeApplied()).isFalse();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("writes")
  void an_operation_cut_at_any_call_leaves_a_table_to_go_on_with(Operation operation) {
    try (FaultTable table = table(operation)) {
      Set<Map<String, AttributeValue>> after = table.after(operation);
      int calls = table.calls(operation, endpoint);
      for (int call = 1; call <= calls; call++) {
        for (boolean applied : new boolean[] {false, true}) {
          endpoint.clear();
          endpoint.dieAt(call, applied);

          Optional<OrgtableException> failure = attempt(operation, table);

          assertThat(failure).containsInstanceOf(Unavailable.class);
          assertThat(table.state()).isIn(table.before(), after);
          assertThatItCanBeRepeated(operation, table, after);
        }
      }
    }
  }

  private static void assertThatItCanBeRepeated(
      Operation operation, FaultTable table, Set<Map<String, AttributeValue>> after) {
    table.assertNothingIsWrong();
    boolean applied = !table.state().equals(table.before());
    try {
      operation.act().accept(table.direct());
    } catch (OrgtableException refused) {
      assertThat(applied).as("refused since it was applied: %s", refused.getMessage()).isTrue();
    }
    assertThat(table.state()).isEqualTo(after);
    table.assertNothingIsWrong();
    table.reset();
  }

  private static Optional<OrgtableException> attempt(Operation operation, FaultTable table) {
    try {
      operation.act().accept(table.faulty());
      return Optional.empty();
    } catch (OrgtableException e) {
      return Optional.of(e);
    }
  }
}
