package dev.orgtable.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleSupplier;

/**
 * Callers on threads of their own, each of which makes one call after the other.
 *
 * @param call the call to repeat
 * @param next the index of the next call, which no two calls share
 */
public record Callers(Call call, AtomicInteger next) {

  /** The number of callers. */
  public static final int COUNT = 8;

  private static final double NANOS_A_SECOND = 1e9;
  private static final double STEADY = 0.1;

  /** A call over HTTP. */
  public interface Call {

    /**
     * Makes a call.
     *
     * @param index unique among the calls
     * @throws IllegalStateException if it is refused
     */
    void make(int index) throws IOException;
  }

  /**
   * What a run took.
   *
   * @param rate calls a second
   * @param cpu processor time per call, in ms
   * @param calls the number of calls
   */
  public record Took(double rate, double cpu, int calls) {}

  /** Creates callers whose first call has the index 0. */
  public Callers(Call call) {
    this(call, new AtomicInteger());
  }

  /**
   * Makes calls for a time.
   *
   * @param cpu the processor time up to now, in ms
   */
  public Took run(Duration time, DoubleSupplier cpu) throws Exception {
    double before = cpu.getAsDouble();
    long start = System.nanoTime();
    long end = start + time.toNanos();
    int calls = atOnce(() -> share(end));
    double seconds = (System.nanoTime() - start) / NANOS_A_SECOND;
    return new Took(calls / seconds, (cpu.getAsDouble() - before) / calls, calls);
  }

  /** Makes this many calls. */
  public void make(int calls) throws Exception {
    AtomicInteger left = new AtomicInteger(calls);
    atOnce(
        () -> {
          int made = 0;
          for (; left.getAndDecrement() > 0; made++) {
            call.make(next.getAndIncrement());
          }
          return made;
        });
  }

  /** Runs the shares of all callers, and returns the number of calls that they made. */
  private static int atOnce(Callable<Integer> share) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(COUNT);
    try {
      List<Future<Integer>> shares = new ArrayList<>();
      for (int i = 0; i < COUNT; i++) {
        shares.add(pool.submit(share));
      }
      int calls = 0;
      for (Future<Integer> each : shares) {
        calls += each.get();
      }
      return calls;
    } finally {
      pool.shutdownNow();
    }
  }

  private int share(long end) throws IOException {
    int calls = 0;
    do {
      call.make(next.getAndIncrement());
      calls++;
    } while (System.nanoTime() < end);
    return calls;
  }

  /**
   * Makes calls until the processor time per call of three windows in a row is within 10 % of that
   * of the first of them, which a steady fall does not satisfy for long.
   *
   * @param least the number of calls before which it is not warm, however steady
   * @param most the number of windows after which it need be neither
   * @return what the last window took
   */
  public Took warmUp(Duration window, int least, int most, DoubleSupplier cpu) throws Exception {
    Took took = run(window, cpu);
    int calls = took.calls();
    double first = took.cpu();
    int steady = 0;
    for (int i = 1; i < most && (steady < 2 || calls < least); i++) {
      took = run(window, cpu);
      calls += took.calls();
      if (Math.abs(took.cpu() - first) < STEADY * first) {
        steady++;
      } else {
        first = took.cpu();
        steady = 0;
      }
    }
    return took;
  }
}
