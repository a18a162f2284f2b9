package dev.orgtable.benchmarks.library;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Collection;
import java.util.List;
import java.util.stream.LongStream;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/**
 * The processor time of all Java threads for each operation. That of the compilers and of the
 * collector, which take theirs by turns, is not in it; what the collector has to do shows in the
 * bytes allocated.
 */
public final class CpuProfiler implements InternalProfiler {

  static final String CPU = "cpu";

  private static final double NANOS_A_MICRO = 1000;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private long before;

  @Override
  public String getDescription() {
    return "processor time of the Java threads";
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
    return LongStream.of(threads.getThreadCpuTime(threads.getAllThreadIds()))
        .filter(each -> each > 0)
        .sum();
  }
}
