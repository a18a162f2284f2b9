package dev.orgtable.contracts.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.contracts.Engine;
import dev.orgtable.testkit.Seed;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The invariants hold after many concurrent operations. The system properties {@code
 * orgtable.stress.operations} and {@code orgtable.seed} set their number and the seed.
 */
@Tag("slow")
final class StressContract {

  private static final int FEW = 4000;

  @Test
  @SuppressWarnings("SystemOut") // for people to read: the figures
  void the_invariants_hold_under_many_threads_and_conflicts() throws Exception {
    int operations = Integer.getInteger("orgtable.stress.operations", FEW);

    StressReport report = new Stress(Engine.client(), "stress", Seed.VALUE).run(operations);

    System.out.println(report);
    assertThat(report.violations()).as(Seed.option()).isEmpty();
    assertThat(report.unexpected()).as(Seed.option()).isEmpty();
    assertThat(report.operations()).isEqualTo(operations);
    assertThat(report.conflicts()).isPositive();
  }
}
