package dev.orgtable.maintenance;

import dev.orgtable.dynamodb.parallel.Serial;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/** Counts the items and steps of a run, and passes them on, one at a time. */
final class Progress<C extends Enum<C>> implements Consumer<Step<C>> {

  private final Serial serial = new Serial();
  private final Consumer<Step<C>> reported;
  private final LongConsumer read;
  private long items;
  private long steps;
  private long left;
  private long foreign;

  Progress(Consumer<Step<C>> reported, LongConsumer read) {
    this.reported = reported;
    this.read = read;
  }

  @Override
  public void accept(Step<C> step) {
    serial.run(
        () -> {
          if (step.outcome() == Step.Outcome.FOREIGN) {
            foreign++;
          } else if (step.outcome() == Step.Outcome.LEFT) {
            left++;
          } else {
            steps++;
          }
          reported.accept(step);
        });
  }

  void read(long more) {
    serial.run(
        () -> {
          items += more;
          read.accept(more);
        });
  }

  Summary summary() {
    return new Summary(items, steps, left, foreign);
  }
}
