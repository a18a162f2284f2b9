package dev.orgtable.benchmarks.clients;

import java.util.stream.Stream;

/**
 * The measurements of a call.
 *
 * @param cpu processor time of the calling thread, in µs
 * @param process processor time of the whole process, in µs
 * @param bytes memory allocated by the calling thread
 * @param rate calls per second
 * @param slowest the 99th percentile of the duration, in µs
 */
record Took(double cpu, double process, double bytes, double rate, double slowest) {

  String line() {
    return cpu + " " + process + " " + bytes + " " + rate + " " + slowest;
  }

  static Took of(String line) {
    double[] values = Stream.of(line.split(" ", -1)).mapToDouble(Double::parseDouble).toArray();
    return new Took(values[0], values[1], values[2], values[3], values[4]);
  }
}
