package dev.orgtable.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C while a tool works: the tool is asked to stop between two steps, and the process ends when
 * it has let go of its table, or half a minute later.
 */
final class Interruption {

  /** How a process ends that Ctrl-C ended. */
  static final int EXIT_CODE = 130;

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread hook = new Thread(this::hold, "interruption");
  private final Runnable told;

  Interruption() {
    this(() -> {});
  }

  private Interruption(Runnable told) {
    this.told = told;
  }

  /**
   * Does a tool's work; where Ctrl-C ends it, tells how to go on.
   *
   * @param goOn what a person does next, such as "the same command with --resume goes on"
   * @param work closes all that it opens
   * @return what the work returns, 130 if it was stopped
   */
  static int run(PrintWriter err, String goOn, Work work) throws Exception {
    Runnable told =
        () -> {
          err.println("orgtable: stopped; " + goOn);
          err.flush();
        };
    Interruption interruption = new Interruption(told);
    Runtime.getRuntime().addShutdownHook(interruption.hook);
    try {
      return work.run(interruption);
    } catch (Asked e) {
      told.run();
      return EXIT_CODE;
    } finally {
      interruption.close();
    }
  }

  private void hold() {
    ask();
    try {
      if (!closed.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        told.run();
        Runtime.getRuntime().halt(EXIT_CODE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void close() {
    closed.countDown();
    if (asked.getCount() > 0) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException e) {
        // The process is ending already: the hook runs, and ends now that it may.
        return;
      }
    }
  }

  /** Asks the tool to stop. */
  void ask() {
    asked.countDown();
  }

  /** Returns whether the tool is to stop. */
  boolean isAsked() {
    return asked.getCount() == 0;
  }

  /**
   * Ends the work if it is to stop; called between two steps, by any thread.
   *
   * @throws Asked if so
   */
  void check() {
    if (isAsked()) {
      throw new Asked();
    }
  }

  /** Waits, but no longer than until the tool is to stop. */
  void pause(Duration time) {
    try {
      asked.await(time.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A tool's work, which calls {@link Interruption#check} between its steps. */
  @FunctionalInterface
  interface Work {
    /** Works and returns how the process is to end. */
    int run(Interruption interruption) throws Exception;
  }

  /** The end of a tool's work because a person asked for it. */
  static final class Asked extends RuntimeException {
    Asked() {
      super("interrupted", null, false, false);
    }
  }
}
