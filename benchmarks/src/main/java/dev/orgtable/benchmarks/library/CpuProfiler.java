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
 * Measures the processor time of the calling thread per operation. Excludes compilers, the
 * collector and the SDK's timer threads; the collector's work is reflected in the bytes allocated.
 */
public final class CpuProfiler implements InternalProfiler {

  static final String CPU = "cpu";

  /** Part of the names of JMH's worker threads. */
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
