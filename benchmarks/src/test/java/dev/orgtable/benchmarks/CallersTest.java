package dev.orgtable.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class CallersTest {

  @Test
  void no_two_calls_share_an_index_over_all_runs() throws Exception {
    Set<Integer> indices = ConcurrentHashMap.newKeySet();
    AtomicInteger calls = new AtomicInteger();
    Callers callers =
        new Callers(
            index -> {
              indices.add(index);
              calls.incrementAndGet();
            });

    callers.run(Duration.ofMillis(20), () -> 0);
    callers.run(Duration.ofMillis(20), () -> 0);

    assertThat(indices).hasSize(calls.get());
  }

  @Test
  void processor_time_is_told_per_call() throws Exception {
    AtomicInteger made = new AtomicInteger();
    Callers callers = new Callers(index -> made.incrementAndGet());

    Callers.Took took = callers.run(Duration.ofMillis(20), () -> 5.0 * made.get());

    assertThat(took.cpu()).isEqualTo(5);
    assertThat(took.calls()).isEqualTo(made.get());
  }

  @Test
  void warming_up_ends_once_the_processor_time_per_call_is_steady() throws Exception {
    AtomicInteger runs = new AtomicInteger();
    Callers callers = warmUp(runs, 9, 8.9, 3, 2.9, 3, 1, 1);

    int windows = runs.get() / 2;

    assertThat(windows).isEqualTo(5);
    assertThat(callers.next().get()).isPositive();
  }

  @Test
  void warming_up_ends_though_it_is_never_steady() throws Exception {
    AtomicInteger runs = new AtomicInteger();
    warmUp(runs, 9, 5, 3, 2, 1, 0.5);

    int windows = runs.get() / 2;

    assertThat(windows).isEqualTo(6);
  }

  @Test
  void warming_up_goes_on_while_the_processor_time_falls_slowly() throws Exception {
    AtomicInteger runs = new AtomicInteger();
    warmUp(runs, 10, 9.2, 8.5, 7.9, 7.3, 6.8);

    int windows = runs.get() / 2;

    assertThat(windows).isEqualTo(6);
  }

  @Test
  void warming_up_makes_the_least_number_of_calls() throws Exception {
    AtomicInteger reads = new AtomicInteger();
    Callers callers = new Callers(index -> {});

    callers.warmUp(Duration.ofMillis(1), Integer.MAX_VALUE, 7, reads::getAndIncrement);

    assertThat(reads.get() / 2).isEqualTo(7);
  }

  /** Warms up where the windows take this per call. The clock is read twice for each window. */
  private static Callers warmUp(AtomicInteger reads, double... perCall) throws Exception {
    AtomicInteger made = new AtomicInteger();
    AtomicInteger before = new AtomicInteger();
    Callers callers = new Callers(index -> made.incrementAndGet());
    callers.warmUp(
        Duration.ofMillis(5),
        0,
        perCall.length,
        () -> {
          int read = reads.getAndIncrement();
          if (read % 2 == 0) {
            before.set(made.get());
            return 0;
          }
          return perCall[read / 2] * (made.get() - before.get());
        });
    return callers;
  }
}
