package dev.orgtable.contracts.fault;

import dev.orgtable.OrgtableException;
import dev.orgtable.contracts.Operation;
import dev.orgtable.contracts.Share;
import dev.orgtable.testkit.Seed;
import dev.orgtable.testkit.fault.Fault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The contract of operations with several faults in each. A failure of the random tests shows the
 * seed: pass it as {@code -Dorgtable.seed}.
 */
final class CombinedFaultsContract extends OperationsUnderFaults {

  private static final int ROUNDS = Share.rounds(ONE_OF, 15);
  private static final double OFTEN = 0.5;
  private static final Duration DEADLINE = Duration.ofMillis(400);
  private static final Duration ATTEMPT = Duration.ofMillis(300);

  /** Faults of calls that the engine applied. */
  private static final List<Fault> LOST =
      List.of(Fault.dropped(), Fault.errorAfter(500, "InternalServerError"), Fault.wrongCheckSum());

  /** Faults whose response shows that the call was not applied. */
  private static final List<Fault> NOT_APPLIED =
      List.of(
          Fault.error(400, "ThrottlingException"),
          Fault.error(400, "ExpiredTokenException"),
          Fault.error(400, "AccessDeniedException"),
          Fault.error(400, "TransactionInProgressException"),
          Fault.conflict("TransactionConflict"),
          Fault.conflict("ThrottlingError"));

  private static final List<Fault> ANY =
      List.of(
          Fault.closed(),
          Fault.dropped(),
          Fault.reset(),
          Fault.cut(),
          Fault.garbled(),
          Fault.wrongCheckSum(),
          Fault.error(503, "ServiceUnavailable"),
          Fault.errorAfter(500, "InternalServerError"),
          Fault.error(400, "ThrottlingException"),
          Fault.error(400, "TransactionInProgressException"),
          Fault.conflict("TransactionConflict"),
          Fault.unprocessed());

  @ParameterizedTest
  @MethodSource("writes")
  void a_write_whose_answer_was_lost_is_not_called_unwritten_whatever_follows(Operation operation) {
    try (FaultTable table = table(operation)) {
      int last = table.calls();
      int number = Share.number(operation);
      for (Fault lost : LOST) {
        for (Fault next : NOT_APPLIED) {
          if (!Share.includes(ONE_OF, number++)) {
            continue;
          }
          endpoint().plan(last, lost);
          endpoint().planFrom(last + 1, next);

          Optional<OrgtableException> failure =
              attempt(operation, table, table.faulty(DEADLINE, ATTEMPT));

          assertDoneOrUnavailable(table, failure, lost + ", then " + next);
          assertThatItCanBeRepeated(operation, table);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("writes")
  void a_write_is_done_once_or_says_that_it_may_not_be_whatever_goes_wrong_at_random(
      Operation operation) {
    try (FaultTable table = table(operation)) {
      for (long seed = Seed.VALUE; seed < Seed.VALUE + ROUNDS; seed++) {
        endpoint().planAtRandom(seed, OFTEN, ANY);

        Optional<OrgtableException> failure =
            attempt(operation, table, table.faulty(DEADLINE.multipliedBy(2), ATTEMPT));

        assertDoneOrUnavailable(table, failure, "-Dorgtable.seed=" + seed);
        assertThatItCanBeRepeated(operation, table);
      }
    }
  }
}
