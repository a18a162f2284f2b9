package dev.orgtable.benchmarks.cost;

/**
 * Amazon's on-demand prices in US dollars (region us-east-1, table class Standard, without tax and
 * free tier), as its DynamoDB pricing page gives them.
 */
final class Prices {

  static final double MILLION_READS = 0.125;
  static final double MILLION_WRITES = 0.625;
  static final double GIGABYTE_MONTH = 0.25;

  /** What DynamoDB bills for each item and each entry of an index beside its size. */
  static final int BYTES_BESIDE = 100;

  /** What a table gives in a second until its owner has it raised, of R and of W. */
  static final double QUOTA = 40_000;

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
}
