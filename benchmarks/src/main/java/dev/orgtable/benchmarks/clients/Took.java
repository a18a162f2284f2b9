package dev.orgtable.benchmarks.clients;

import java.util.stream.Stream;

/**
 * What a call took.
 *
 * @param cpu µs of processor time of the calling thread
 * @param process µs of processor time of the whole process
 * @param bytes memory of the calling thread
 * @param rate calls a second
 * @param slowest µs that one call in a hundred exceeds
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
