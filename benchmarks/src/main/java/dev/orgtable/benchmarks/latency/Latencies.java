package dev.orgtable.benchmarks.latency;

import java.util.Arrays;

/** Durations and their percentiles. */
final class Latencies {

  private static final double NANOS_A_MILLI = 1e6;

  private long[] nanos = new long[1024];
  private int count;

  void add(long duration) {
    if (count == nanos.length) {
      nanos = Arrays.copyOf(nanos, 2 * count);
    }
    nanos[count++] = duration;
  }

  void clear() {
    count = 0;
  }

  int count() {
    return count;
  }

  /** Returns a percentile, in ms; NaN if there are no durations. */
  double percentile(int percent) {
    long[] sorted = Arrays.copyOf(nanos, count);
    Arrays.sort(sorted);
    return count == 0
        ? Double.NaN
        : sorted[(int) ((long) (count - 1) * percent / 100)] / NANOS_A_MILLI;
  }
}
