package dev.orgtable.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Handles Ctrl-C during a tool's work: asks the tool to stop at its next step. The process exits
 * once the tool has closed its table, or after 30 seconds.
 */
final class Interruption {

  /** The exit code of a process ended by Ctrl-C. */
  static final int EXIT_CODE = 130;

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread hook = new Thread(this::hold, "interruption");
  private final Runnable report;

  Interruption() {
    this(() -> {});
  }

  private Interruption(Runnable report) {
    this.report = report;
  }

  /**
   * Runs a tool's work. If Ctrl-C stops it, prints how to continue.
   *
   * @param goOn how to continue, such as "run the same command with --resume to continue"
   * @param work the work, which closes everything it opens
   * @return the result of the work; 130 if it was stopped
   */
  static int run(PrintWriter err, String goOn, Work work) throws Exception {
    Runnable report =
        () -> {
          err.println("orgtable: stopped; " + goOn);
          err.flush();
        };
    Interruption interruption = new Interruption(report);
    Runtime.getRuntime().addShutdownHook(interruption.hook);
    try {
      return work.run(interruption);
    } catch (Asked e) {
      report.run();
      return EXIT_CODE;
    } finally {
      interruption.close();
    }
  }

  private void hold() {
    ask();
    try {
      if (!closed.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        report.run();
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
        // The JVM is shutting down already: its hook runs now and may finish.
        return;
      }
    }
  }

  /** Requests a stop. */
  void ask() {
    asked.countDown();
  }

  /** Returns whether a stop was requested. */
  boolean isAsked() {
    return asked.getCount() == 0;
  }

  /**
   * Ends the work if a stop was requested. Called between steps; thread-safe.
   *
   * @throws Asked if a stop was requested
   */
  void check() {
    if (isAsked()) {
      throw new Asked();
    }
  }

  /** Sleeps, but wakes up when a stop is requested. */
  void pause(Duration time) {
    try {
      asked.await(time.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The work of a tool, which calls {@link Interruption#check} between its steps. */
  @FunctionalInterface
  interface Work {
    /** Works, and returns the exit code. */
    int run(Interruption interruption) throws Exception;
  }

  /** Ends the work after a stop was requested. */
  static final class Asked extends RuntimeException {
    Asked() {
      super("interrupted", null, false, false);
    }
  }
}
