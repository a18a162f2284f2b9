package dev.orgtable.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.dynamodb.Cost;
import dev.orgtable.dynamodb.CostListener;
import dev.orgtable.dynamodb.RequestReport;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Behaviour common to all tools: progress, rate limit, Ctrl-C. */
final class ToolsTest {

  private final StringWriter err = new StringWriter();
  private final PrintWriter printer = new PrintWriter(err, true);

  @Test
  void a_tool_that_is_asked_to_stop_tells_how_to_go_on_and_ends_with_130() throws Exception {
    int code =
        Interruption.run(
            printer,
            "continue with --resume",
            interruption -> {
              interruption.ask();
              interruption.check();
              return 0;
            });

    assertThat(code).isEqualTo(130);
    assertThat(err.toString()).isEqualTo("orgtable: stopped; continue with --resume\n");
  }

  @Test
  void a_tool_that_is_not_asked_to_stop_ends_as_it_says() throws Exception {
    int code =
        Interruption.run(
            printer,
            "continue with --resume",
            interruption -> {
              interruption.check();
              return 1;
            });

    assertThat(code).isEqualTo(1);
    assertThat(err.toString()).isEmpty();
  }

  private static RequestReport reading(double units) {
    return new RequestReport("Scan", List.of(), new Cost(1, units, 0));
  }

  @Test
  void within_the_rate_nobody_waits() {
    CostListener limit = RateOption.limit(1_000_000, new Interruption());

    limit.answered(reading(128.5));

    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void exceeding_the_rate_waits_unless_the_tool_is_asked_to_stop() throws Exception {
    Interruption interruption = new Interruption();
    CostListener limit = RateOption.limit(1, interruption);
    CountDownLatch first = new CountDownLatch(1);
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try {
      Future<?> waiting =
          thread.submit(
              () -> {
                limit.answered(reading(1));
                first.countDown();
                limit.answered(reading(100_000));
              });
      first.await();

      boolean waited = !waiting.isDone();
      interruption.ask();
      waiting.get();

      assertThat(waited).isTrue();
    } finally {
      thread.shutdownNow();
    }
  }

  @Test
  void short_work_is_reported_only_at_its_end() {
    try (Progress progress = Progress.start(printer, "verify", -1, 40)) {

      progress.add(2);

      assertThat(progress.total()).isEqualTo(42);
      assertThat(progress.speed()).endsWith(" items a second");
    }
    assertThat(err.toString()).isEmpty();
  }
}
