package dev.orgtable.benchmarks.peers;

import java.time.Duration;

/**
 * How long to measure.
 *
 * @param rounds the number of rounds
 * @param window the length of a window
 * @param warmUps the maximum number of windows to warm up
 */
record Plan(int rounds, Duration window, int warmUps) {

  static final Plan FULL = new Plan(6, Duration.ofSeconds(3), 8);
  static final Plan QUICK = new Plan(2, Duration.ofSeconds(1), 1);

  /** How long callers run before each window. */
  static final Duration LEAD_IN = Duration.ofMillis(500);
}
