package dev.orgtable.store;

import java.util.function.Consumer;

/** Counts the steps of a run, and passes them on. */
final class Counter<C extends Enum<C>> implements Consumer<Step<C>> {

  private final Consumer<Step<C>> told;
  private long steps;
  private long left;

  Counter(Consumer<Step<C>> told) {
    this.told = told;
  }

  @Override
  public void accept(Step<C> step) {
    if (step.outcome() == Step.Outcome.LEFT) {
      left++;
    } else {
      steps++;
    }
    told.accept(step);
  }

  Summary summary(long items) {
    return new Summary(items, steps, left);
  }
}
