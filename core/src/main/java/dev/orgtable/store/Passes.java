package dev.orgtable.store;

import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** Passes over the table, until there is nothing more to do: what one did may let another go on. */
final class Passes {

  private static final int MOST = 10;

  private Passes() {}

  /**
   * Does what can be done, then tells what is left.
   *
   * @param doing goes through the table once and does the steps
   * @param telling goes through the table once and tells the steps
   */
  static <C extends Enum<C>> Summary untilDone(
      Function<Consumer<Step<C>>, Summary> doing,
      Supplier<Summary> telling,
      Consumer<Step<C>> told) {
    long done = 0;
    for (int pass = 0; pass < MOST; pass++) {
      Summary summary = doing.apply(step -> tellDone(step, told));
      done += summary.steps();
      if (summary.steps() == 0 && summary.left() == 0) {
        return new Summary(summary.items(), done, 0);
      }
      if (summary.steps() == 0) {
        break;
      }
    }
    Summary rest = telling.get();
    return new Summary(rest.items(), done, rest.steps() + rest.left());
  }

  private static <C extends Enum<C>> void tellDone(Step<C> step, Consumer<Step<C>> told) {
    if (step.outcome() == Step.Outcome.DONE) {
      told.accept(step);
    }
  }
}
