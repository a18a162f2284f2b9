package dev.orgtable.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.testkit.model.Stress;
import dev.orgtable.testkit.model.StressReport;
import org.junit.jupiter.api.Test;

/**
 * What always holds does so after many operations at once. How many, and from which seed, is told
 * by the system properties {@code stress.operations} and {@code stress.seed}.
 */
final class StressOnDynamoDbLocalTest {

  private static final int FEW = 4000;

  @Test
  @SuppressWarnings("SystemOut") // the figures are for whoever runs it to read
  void what_always_holds_does_so_under_many_threads_and_conflicts() throws Exception {
    long seed = Long.getLong("stress.seed", System.nanoTime());
    int operations = Integer.getInteger("stress.operations", FEW);
    System.out.println("-Dstress.seed=" + seed + " -Dstress.operations=" + operations);

    StressReport report = new Stress(LocalEngine.client(), "stress", seed).run(operations);

    System.out.println(report);
    assertThat(report.violations()).isEmpty();
    assertThat(report.unexpected()).isEmpty();
    assertThat(report.operations()).isEqualTo(operations);
    assertThat(report.conflicts()).isPositive();
  }
}
