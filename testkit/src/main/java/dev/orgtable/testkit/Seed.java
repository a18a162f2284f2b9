package dev.orgtable.testkit;

import java.util.Random;

/**
 * The seed of everything that tests draw at random: 1, or the system property {@value #PROPERTY}.
 * The same seed draws the same again, so that a build fails for what was changed and not by chance.
 */
public final class Seed {

  /** The system property that sets another seed. */
  public static final String PROPERTY = "orgtable.seed";

  /** The seed. */
  public static final long VALUE = Long.getLong(PROPERTY, 1);

  private Seed() {}

  /** Returns a new sequence of random numbers from the seed. */
  public static Random random() {
    return new Random(VALUE);
  }

  /** Returns the option that repeats what was drawn, for the message of a failure. */
  public static String option() {
    return "-D" + PROPERTY + "=" + VALUE;
  }
}
