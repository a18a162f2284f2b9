package dev.orgtable.benchmarks.peers;

import java.time.Duration;

/**
 * How long to measure.
 *
 * @param rounds the number of rounds
 * @param window the length of a window
 * @param warmCalls the least number of calls to warm up a kind of work
 * @param warmUps the maximum number of windows to warm up, even if there were fewer calls
 */
record Plan(int rounds, Duration window, int warmCalls, int warmUps) {

  static final Plan FULL = new Plan(6, Duration.ofSeconds(3), 60_000, 16);
  static final Plan QUICK = new Plan(2, Duration.ofSeconds(1), 0, 1);

  /** How long callers run before each window. */
  static final Duration LEAD_IN = Duration.ofMillis(500);
}
