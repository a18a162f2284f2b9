package dev.orgtable.benchmarks.library;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/**
 * The processor time of the calling thread for each operation. That of the compilers, of the
 * collector and of the SDK's timers, which are woken by turns, is not in it; what the collector has
 * to do shows in the bytes allocated.
 */
public final class CpuProfiler implements InternalProfiler {

  static final String CPU = "cpu";

  /** In the names of the threads in which JMH calls. */
  private static final String CALLER = "jmh-worker";

  private static final double NANOS_A_MICRO = 1000;

  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private long before;

  @Override
  public String getDescription() {
    return "processor time of the calling thread";
  }

  @Override
  public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
    before = nanos();
  }

  @Override
  public Collection<? extends Result<?>> afterIteration(
      BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
    double micros = (nanos() - before) / NANOS_A_MICRO / result.getMetadata().getAllOps();
    return List.of(new ScalarResult(CPU, micros, "us/op", AggregationPolicy.AVG));
  }

  private long nanos() {
    return Stream.of(threads.getThreadInfo(threads.getAllThreadIds()))
        .filter(thread -> thread != null && thread.getThreadName().contains(CALLER))
        .mapToLong(thread -> threads.getThreadCpuTime(thread.getThreadId()))
        .sum();
  }
}
