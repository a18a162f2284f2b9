package dev.orgtable.testkit.model;

import net.jqwik.api.AfterFailureMode;
import net.jqwik.api.lifecycle.AroundPropertyHook;
import net.jqwik.api.lifecycle.PropertyExecutionResult;
import net.jqwik.api.lifecycle.PropertyExecutor;
import net.jqwik.api.lifecycle.PropertyLifecycleContext;

/**
 * Prints the seed and the number of sequences of a property before it begins, and takes them from
 * the system properties {@value #SEED} and {@value #SEQUENCES}.
 */
final class PropertySeed implements AroundPropertyHook {

  static final String SEED = "model.seed";
  static final String SEQUENCES = "model.sequences";

  private static final int USUALLY = 2000;

  @Override
  public PropertyExecutionResult aroundProperty(
      PropertyLifecycleContext context, PropertyExecutor property) {
    long seed = Long.getLong(SEED, System.nanoTime());
    int sequences = Integer.getInteger(SEQUENCES, USUALLY);
    context.attributes().setSeed(String.valueOf(seed));
    context.attributes().setAfterFailure(AfterFailureMode.RANDOM_SEED);
    context.attributes().setTries(sequences);
    Tally.print("%s: -D%s=%d -D%s=%d", context.label(), SEED, seed, SEQUENCES, sequences);
    long start = System.nanoTime();
    PropertyExecutionResult result = property.execute();
    Tally.print("%s: %.1f s", context.label(), Tally.seconds(start));
    return result;
  }
}
