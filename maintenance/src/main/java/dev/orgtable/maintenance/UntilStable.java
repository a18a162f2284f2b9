package dev.orgtable.maintenance;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Repeats passes over the table until there is nothing more to do, since one step may enable
 * another.
 */
final class UntilStable {

  private static final int MOST = 10;

  /**
   * Beyond this number, foreign items are counted but not kept: a shared table may have any number.
   */
  private static final int MOST_FOREIGN = 10_000;

  private UntilStable() {}

  /**
   * Performs all possible steps, then reports what is left.
   *
   * @param doing makes one pass and performs the steps
   * @param reporting makes one pass and reports the steps
   */
  static <C extends Enum<C>> Summary untilDone(
      Function<Consumer<Step<C>>, Summary> doing,
      Supplier<Summary> reporting,
      Consumer<Step<C>> reported) {
    long done = 0;
    List<Step<C>> foreign = new ArrayList<>();
    for (int pass = 0; pass < MOST; pass++) {
      foreign.clear();
      Summary summary = doing.apply(step -> reportDone(step, reported, foreign));
      done += summary.steps();
      if (summary.steps() == 0 && summary.left() == 0) {
        return finished(summary, done, reported, foreign);
      }
      if (summary.steps() == 0) {
        break;
      }
    }
    Summary rest = reporting.get();
    return new Summary(rest.items(), done, rest.steps() + rest.left(), rest.foreign());
  }

  private static <C extends Enum<C>> Summary finished(
      Summary last, long done, Consumer<Step<C>> reported, List<Step<C>> foreign) {
    foreign.forEach(reported);
    return new Summary(last.items(), done, 0, last.foreign());
  }

  /** Items of other programs are reported once, at the end. */
  private static <C extends Enum<C>> void reportDone(
      Step<C> step, Consumer<Step<C>> reported, List<Step<C>> foreign) {
    if (step.outcome() == Step.Outcome.FOREIGN && foreign.size() < MOST_FOREIGN) {
      foreign.add(step);
    }
    if (step.outcome() == Step.Outcome.DONE) {
      reported.accept(step);
    }
  }
}
