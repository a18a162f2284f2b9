package dev.orgtable.benchmarks.cost;

/**
 * Amazon's on-demand prices in US dollars, from its DynamoDB pricing page (region us-east-1, table
 * class Standard, without tax and free tier).
 */
final class Prices {

  static final double MILLION_READS = 0.125;
  static final double MILLION_WRITES = 0.625;
  static final double GIGABYTE_MONTH = 0.25;

  /** The bytes that DynamoDB bills per item and per index entry in addition to their size. */
  static final int BYTES_BESIDE = 100;

  /** The default quota of a table, in read and write units per second. */
  static final double QUOTA = 40_000;

  /** A month of 730 hours. */
  static final double SECONDS_A_MONTH = 730.0 * 3600;

  private static final double MILLION = 1e6;

  private Prices() {}

  /** Returns the monthly price of requests with this cost at this rate per second. */
  static double month(double reads, double writes, double perSecond) {
    return perSecond
        * SECONDS_A_MONTH
        * (reads * MILLION_READS + writes * MILLION_WRITES)
        / MILLION;
  }
}
