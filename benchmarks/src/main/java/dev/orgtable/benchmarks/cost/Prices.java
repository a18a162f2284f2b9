package dev.orgtable.benchmarks.cost;

import dev.orgtable.store.Cost;

/**
 * Amazon's on-demand prices in US dollars (region us-east-1, table class Standard, without tax and
 * free tier), as its DynamoDB pricing page gives them.
 */
final class Prices {

  static final double MILLION_READS = 0.125;
  static final double MILLION_WRITES = 0.625;
  static final double GIGABYTE_MONTH = 0.25;

  /** A month of 730 hours. */
  static final double SECONDS_A_MONTH = 730.0 * 3600;

  private static final double MILLION = 1e6;

  private Prices() {}

  /** Returns what requests of this cost make in a month, so many times a second. */
  static double month(double reads, double writes, double perSecond) {
    return perSecond
        * SECONDS_A_MONTH
        * (reads * MILLION_READS + writes * MILLION_WRITES)
        / MILLION;
  }

  static double month(Cost each, double perSecond) {
    return month(each.readUnits(), each.writeUnits(), perSecond);
  }
}
