package dev.orgtable.benchmarks.service;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Runs a fixed number of calls on a few threads, each of which makes one call after the other. */
final class Load {

  static final int THREADS = 4;

  private static final double NANOS_A_MICRO = 1e3;
  private static final double NANOS_A_SECOND = 1e9;

  private Load() {}

  /**
   * The measurements of a run.
   *
   * @param rate calls per second
   * @param median the median duration of a call, in µs
   * @param slowest the 99th percentile of the duration, in µs
   * @param cpu processor time of the calling process per call, in µs
   * @param requests DynamoDB requests per call
   */
  record Took(double rate, double median, double slowest, double cpu, double requests) {

    String line() {
      return rate + " " + median + " " + slowest + " " + cpu + " " + requests;
    }

    static Took of(String line) {
      double[] values = Stream.of(line.split(" ", -1)).mapToDouble(Double::parseDouble).toArray();
      return new Took(values[0], values[1], values[2], values[3], values[4]);
    }
  }

  /** Makes a number of calls, with indices from the given one. */
  static Took run(Calls calls, Action action, int from, int count) throws Exception {
    OperatingSystemMXBean process =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    ExecutorService pool = Executors.newFixedThreadPool(THREADS);
    try {
      long requests = calls.requests();
      long cpu = process.getProcessCpuTime();
      long start = System.nanoTime();
      List<Future<long[]>> shares = new ArrayList<>();
      for (int thread = 0; thread < THREADS; thread++) {
        int first = from + thread;
        shares.add(pool.submit(() -> share(calls, action, first, from + count)));
      }
      List<long[]> nanos = new ArrayList<>();
      for (Future<long[]> share : shares) {
        nanos.add(share.get());
      }
      double seconds = (System.nanoTime() - start) / NANOS_A_SECOND;
      double micros = (process.getProcessCpuTime() - cpu) / NANOS_A_MICRO;
      long[] all = nanos.stream().flatMapToLong(Arrays::stream).sorted().toArray();
      return new Took(
          count / seconds,
          all[all.length / 2] / NANOS_A_MICRO,
          all[all.length * 99 / 100] / NANOS_A_MICRO,
          micros / count,
          (calls.requests() - requests) / (double) count);
    } finally {
      pool.shutdown();
    }
  }

  private static long[] share(Calls calls, Action action, int first, int end) {
    return IntStream.iterate(first, index -> index < end, index -> index + THREADS)
        .mapToLong(
            index -> {
              long start = System.nanoTime();
              calls.call(action, index);
              return System.nanoTime() - start;
            })
        .toArray();
  }
}
