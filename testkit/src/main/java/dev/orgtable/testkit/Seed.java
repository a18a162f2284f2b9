package dev.orgtable.testkit;

import java.util.Random;

/**
 * The seed of all random values in tests: 1, or the system property {@value #PROPERTY}. With a
 * fixed seed, a build fails because of a change and not by chance.
 */
public final class Seed {

  /** The system property that overrides the seed. */
  public static final String PROPERTY = "orgtable.seed";

  /** The seed. */
  public static final long VALUE = Long.getLong(PROPERTY, 1);

  private Seed() {}

  /** Returns a new random generator with the seed. */
  public static Random random() {
    return new Random(VALUE);
  }

  /** Returns the command-line option that reproduces a run, for failure messages. */
  public static String option() {
    return "-D" + PROPERTY + "=" + VALUE;
  }
}
