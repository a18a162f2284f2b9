package dev.orgtable.benchmarks.clients;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import dev.orgtable.benchmarks.Acme;
import dev.orgtable.benchmarks.Child;
import dev.orgtable.store.Orgtable;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Runs a check many times over all clients in turns, in a process of its own, and prints the
 * results of each turn. Arguments: the endpoint, the number of turns per client, the number of
 * calls per turn.
 */
final class Caller {

  static final int THREADS = 2;
  static final String TOOK = "took ";

  private static final double NANOS_A_MICRO = 1e3;
  private static final double NANOS_A_SECOND = 1e9;

  private final ExecutorService pool;
  private final int calls;
  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private final OperatingSystemMXBean process =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private Caller(ExecutorService pool, int calls) {
    this.pool = pool;
    this.calls = calls;
  }

  /** Runs the program. */
  public static void main(String[] arguments) throws Exception {
    PrintStream output = Child.output();
    Map<Way, Orgtable> ways = new EnumMap<>(Way.class);
    for (Way way : Way.values()) {
      ways.put(way, Orgtable.on(way.client(URI.create(arguments[0])), Acme.TABLE));
    }
    ExecutorService pool = Executors.newFixedThreadPool(THREADS);
    try {
      Caller caller = new Caller(pool, Integer.parseInt(arguments[2]));
      for (int turn = 0; turn < Integer.parseInt(arguments[1]); turn++) {
        for (Orgtable orgtable : ways.values()) {
          output.println(TOOK + caller.turn(orgtable).line());
        }
      }
    } finally {
      pool.shutdownNow();
    }
  }

  private Took turn(Orgtable orgtable) throws Exception {
    Callable<Share> share = () -> share(orgtable);
    List<Share> shares = new ArrayList<>();
    long cpu = process.getProcessCpuTime();
    long start = System.nanoTime();
    for (Future<Share> each : pool.invokeAll(Collections.nCopies(THREADS, share))) {
      shares.add(each.get());
    }
    double seconds = (System.nanoTime() - start) / NANOS_A_SECOND;
    double micros = (process.getProcessCpuTime() - cpu) / NANOS_A_MICRO;
    long[] nanos =
        shares.stream().flatMapToLong(each -> Arrays.stream(each.nanos())).sorted().toArray();
    return new Took(
        shares.stream().mapToLong(Share::cpu).sum() / NANOS_A_MICRO / nanos.length,
        micros / nanos.length,
        shares.stream().mapToLong(Share::bytes).sum() / (double) nanos.length,
        nanos.length / seconds,
        nanos[nanos.length * 99 / 100] / NANOS_A_MICRO);
  }

  private Share share(Orgtable orgtable) {
    long[] nanos = new long[calls / THREADS];
    long bytes = threads.getCurrentThreadAllocatedBytes();
    long cpu = threads.getCurrentThreadCpuTime();
    for (int i = 0; i < nanos.length; i++) {
      long start = System.nanoTime();
      if (!Acme.check(orgtable)) {
        throw new IllegalStateException("the membership check failed");
      }
      nanos[i] = System.nanoTime() - start;
    }
    return new Share(
        nanos,
        threads.getCurrentThreadCpuTime() - cpu,
        threads.getCurrentThreadAllocatedBytes() - bytes);
  }

  /** The measurements of one thread. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Share(long[] nanos, long cpu, long bytes) {}
}
