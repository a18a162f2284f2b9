package dev.orgtable.contracts;

/**
 * The share of many combinations that a build tries: every combination in a nightly build, or with
 * the system property {@value #PROPERTY}; otherwise one of several, the same ones in each build,
 * such that each part of a combination is still tried with some of the others.
 */
public final class Share {

  /** The system property that has all combinations tried. */
  public static final String PROPERTY = "orgtable.exhaustive";

  private static final boolean IS_ALL = Boolean.getBoolean(PROPERTY);

  private Share() {}

  /**
   * Returns whether a combination is tried.
   *
   * @param oneOf how many combinations there are for each one that is tried
   * @param numbers the number of each part of the combination, from 0
   */
  public static boolean includes(int oneOf, int... numbers) {
    int sum = 0;
    for (int number : numbers) {
      sum += number;
    }
    return IS_ALL || sum % oneOf == 0;
  }

  /** Returns the distance between two numbers that are tried, where all have one of 1. */
  public static int step(int oneOf) {
    return IS_ALL ? 1 : oneOf;
  }

  /** Returns the number of rounds, of those of a nightly build. */
  public static int rounds(int oneOf, int rounds) {
    return IS_ALL ? rounds : (rounds + oneOf - 1) / oneOf;
  }

  /** Returns a number of a thing, the same in each build, that spreads what is tried of it. */
  public static int number(Object named) {
    return Math.floorMod(named.toString().hashCode(), 1 << 16);
  }
}
