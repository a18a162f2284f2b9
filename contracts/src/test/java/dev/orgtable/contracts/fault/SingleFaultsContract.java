package dev.orgtable.contracts.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.OrgtableException;
import dev.orgtable.OrgtableException.Unavailable;
import dev.orgtable.contracts.Operation;
import dev.orgtable.testkit.fault.Fault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The contract of failing requests: every operation, with every fault, at every call that it makes.
 * Either it succeeds, or it throws {@link Unavailable} and reports correctly whether anything was
 * written.
 */
final class SingleFaultsContract extends OperationsUnderFaults {

  private static final Duration DEADLINE = Duration.ofSeconds(10);
  private static final Duration SHORT = Duration.ofMillis(400);

  /** Faults that an operation survives if they happen once. */
  private static final List<Fault> PASSING =
      List.of(
          Fault.closed(),
          Fault.dropped(),
          Fault.reset(),
          Fault.cut(),
          Fault.garbled(),
          Fault.wrongCheckSum(),
          Fault.error(500, "InternalServerError"),
          Fault.error(503, "ServiceUnavailable"),
          Fault.errorAfter(500, "InternalServerError"),
          Fault.errorAfter(503, "ServiceUnavailable"),
          Fault.error(400, "ProvisionedThroughputExceededException"),
          Fault.error(400, "ThrottlingException"),
          Fault.error(400, "RequestLimitExceeded"),
          Fault.error(400, "TransactionInProgressException"),
          Fault.conflict("TransactionConflict"),
          Fault.conflict("ThrottlingError"),
          Fault.unprocessed());

  /** Faults that fail an operation immediately. */
  private static final List<Fault> FINAL =
      List.of(
          Fault.error(400, "ResourceNotFoundException"),
          Fault.error(400, "ExpiredTokenException"),
          Fault.error(400, "UnrecognizedClientException"),
          Fault.error(403, "InvalidSignatureException"),
          Fault.error(400, "AccessDeniedException"));

  /** Faults that, if they persist, leave it unknown whether a write was applied. */
  private static final List<Fault> LASTING =
      List.of(
          Fault.closed(),
          Fault.dropped(),
          Fault.garbled(),
          Fault.wrongCheckSum(),
          Fault.error(500, "InternalServerError"),
          Fault.errorAfter(500, "InternalServerError"),
          Fault.error(400, "ThrottlingException"));

  @ParameterizedTest
  @MethodSource("writes")
  void a_write_is_done_once_whatever_goes_wrong_once(Operation operation) {
    try (FaultTable table = table(operation)) {
      for (int i = 0; i < PASSING.size(); i++) {
        Fault fault = PASSING.get(i);
        for (int call : calls(operation, table, i)) {
          endpoint().plan(call, fault);

          Optional<OrgtableException> failure = attempt(operation, table, table.faulty());

          assertThat(failure).as("%s at call %d", fault, call).isEmpty();
          assertThat(table.state()).as("%s at call %d", fault, call).isEqualTo(table.after());
          table.assertNothingIsWrong();
          table.reset();
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("writes")
  void a_write_is_done_once_though_an_answer_is_late(Operation operation) {
    try (FaultTable table = table(operation)) {
      for (int call = 1; call <= table.calls(); call++) {
        endpoint().plan(call, Fault.delayed(SHORT.multipliedBy(2)));

        Optional<OrgtableException> failure =
            attempt(operation, table, table.faulty(DEADLINE, SHORT));

        assertThat(failure).as("call %d", call).isEmpty();
        assertThat(endpoint().operations()).hasSizeGreaterThan(table.calls());
        assertThat(table.state()).as("call %d", call).isEqualTo(table.after());
        table.assertNothingIsWrong();
        table.reset();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("writes")
  void a_write_under_a_lasting_fault_is_done_or_tells_whether_it_was_applied(Operation operation) {
    try (FaultTable table = table(operation)) {
      for (int i = 0; i < LASTING.size(); i++) {
        Fault fault = LASTING.get(i);
        for (int call : calls(operation, table, i)) {
          endpoint().planFrom(call, fault);

          Optional<OrgtableException> failure = attempt(operation, table, table.faulty());

          assertDoneOrUnavailable(table, failure, fault + " from call " + call);
          assertThatItCanBeRepeated(operation, table);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("writes")
  void a_write_in_lasting_conflict_gives_up_at_its_deadline_and_changes_nothing(
      Operation operation) {
    try (FaultTable table = table(operation)) {
      int last = table.lastWrite();
      endpoint().planFrom(last, Fault.conflict("TransactionConflict"));

      Optional<OrgtableException> failure =
          attempt(operation, table, table.faulty(SHORT.multipliedBy(2), SHORT));

      assertUnavailable(table, failure, operation + ", conflict from call " + last);
      assertThat(endpoint().operations()).hasSizeGreaterThan(last);
      assertThatItCanBeRepeated(operation, table);
    }
  }

  @ParameterizedTest
  @MethodSource("writes")
  void a_write_that_is_not_allowed_or_has_no_table_fails_at_once_and_changes_nothing(
      Operation operation) {
    try (FaultTable table = table(operation)) {
      for (int i = 0; i < FINAL.size(); i++) {
        Fault fault = FINAL.get(i);
        for (int call : calls(operation, table, i)) {
          endpoint().planFrom(call, fault);

          Optional<OrgtableException> failure = attempt(operation, table, table.faulty());

          assertUnavailable(table, failure, fault + " from call " + call);
          assertThat(endpoint().operations()).as("%s from call %d", fault, call).hasSize(call);
          table.reset();
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("reads")
  void a_read_answers_whatever_goes_wrong_once(Operation operation) {
    try (FaultTable table = table(operation)) {
      for (int i = 0; i < PASSING.size(); i++) {
        Fault fault = PASSING.get(i);
        for (int call : calls(operation, table, i)) {
          endpoint().clear();
          endpoint().plan(call, fault);

          Optional<OrgtableException> failure = attempt(operation, table, table.faulty());

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
        endpoint().clear();
        endpoint().planFrom(1, fault);

        Optional<OrgtableException> failure = attempt(operation, table, table.faulty());

        assertThat(failure).as("%s", fault).containsInstanceOf(Unavailable.class);
        assertThat(((Unavailable) failure.orElseThrow()).maybeApplied()).isFalse();
      }
    }
  }
}
