package dev.orgtable.contracts.fault;

import dev.orgtable.OrgtableException;
import dev.orgtable.contracts.Operation;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The contract of a process that dies within an operation: at any call, before or after the engine
 * applied it. Another process finds nothing wrong and can repeat the operation.
 */
final class DeathWithinOperationContract extends OperationsUnderFaults {

  @ParameterizedTest
  @MethodSource("writes")
  void an_operation_cut_at_any_call_leaves_a_table_to_go_on_with(Operation operation) {
    try (FaultTable table = table(operation)) {
      for (int call = 1; call <= table.calls(); call++) {
        for (boolean applied : new boolean[] {false, true}) {
          endpoint().dieAt(call, applied);

          Optional<OrgtableException> failure = attempt(operation, table, table.faulty());

          assertUnavailable(table, failure, "died at call " + call);
          assertThatItCanBeRepeated(operation, table);
        }
      }
    }
  }
}
