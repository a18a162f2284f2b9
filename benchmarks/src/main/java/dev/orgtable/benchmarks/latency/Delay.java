package dev.orgtable.benchmarks.latency;

/**
 * How long an engine takes to answer.
 *
 * @param title its name in tables
 * @param millis the delay of most requests
 * @param slowEach which requests are slow: each of this number; 0 for none
 * @param slowMillis the delay of those
 */
record Delay(String title, int millis, int slowEach, int slowMillis) {

  /** Returns the delay of a request, in milliseconds. */
  int of(long request) {
    return slowEach > 0 && request % slowEach == 0 ? slowMillis : millis;
  }

  String line() {
    return millis + " " + slowEach + " " + slowMillis;
  }

  static Delay of(String line) {
    String[] values = line.split(" ", -1);
    return new Delay(
        "", Integer.parseInt(values[0]), Integer.parseInt(values[1]), Integer.parseInt(values[2]));
  }
}
