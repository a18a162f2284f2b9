package dev.orgtable.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Shows the progress of a tool on standard error: a bar on a terminal, otherwise a line every ten
 * seconds. Thread-safe.
 */
final class Progress implements AutoCloseable {

  private static final long BETWEEN_LINES = Duration.ofSeconds(10).toNanos();
  private static final double SECOND = Duration.ofSeconds(1).toNanos();

  private final PrintWriter err;
  private final String what;
  private final long from;
  private final @Nullable ProgressBar bar;
  private final AtomicLong done = new AtomicLong();
  private final AtomicLong reported;
  private final long began = System.nanoTime();

  private Progress(PrintWriter err, String what, long from, @Nullable ProgressBar bar) {
    this.err = err;
    this.what = what;
    this.from = from;
    this.bar = bar;
    this.reported = new AtomicLong(began);
  }

  /**
   * Starts to show progress.
   *
   * @param what the activity, in a word
   * @param about the approximate number of items; -1 if unknown
   */
  static Progress start(PrintWriter err, String what, long about) {
    return start(err, what, about, 0);
  }

  /**
   * Continues an earlier run.
   *
   * @param from the number of items processed before
   */
  static Progress start(PrintWriter err, String what, long about, long from) {
    return new Progress(err, what, from, isTerminal() ? bar(what, about, from) : null);
  }

  private static ProgressBar bar(String what, long about, long from) {
    ProgressBar bar =
        new ProgressBarBuilder()
            .setTaskName(what)
            .setInitialMax(Math.max(about, -1))
            .setUnit(" items", 1)
            .showSpeed()
            .setConsumer(new ConsoleProgressBarConsumer(System.err))
            .build();
    return bar.stepTo(from);
  }

  /** The launcher script sets this: Java cannot detect a terminal on standard error. */
  private static boolean isTerminal() {
    return Boolean.getBoolean("orgtable.terminal");
  }

  /** Adds processed items. */
  void add(long items) {
    long now = done.addAndGet(items);
    if (bar != null) {
      bar.stepBy(items);
    } else {
      long time = System.nanoTime();
      long last = reported.get();
      if (time - last >= BETWEEN_LINES && reported.compareAndSet(last, time)) {
        err.println(what + ": " + (from + now) + " items, " + rate() + " a second");
        err.flush();
      }
    }
  }

  /** Returns the number of items processed, including earlier runs. */
  long total() {
    return from + done.get();
  }

  /** Returns the duration and rate, such as "3.2 s, 31250 items a second". */
  String speed() {
    return String.format(Locale.ROOT, "%.1f s, %d items a second", seconds(), rate());
  }

  private double seconds() {
    return (System.nanoTime() - began) / SECOND;
  }

  private long rate() {
    return Math.round(done.get() / Math.max(seconds(), 1 / SECOND));
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
