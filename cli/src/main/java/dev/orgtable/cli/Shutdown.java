package dev.orgtable.cli;

import java.util.concurrent.CountDownLatch;

/** Delays the end of the process after Ctrl-C until everything is closed. */
final class Shutdown {

  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch closed = new CountDownLatch(1);

  private Shutdown() {}

  static Shutdown watch() {
    Shutdown shutdown = new Shutdown();
    Runtime.getRuntime().addShutdownHook(new Thread(shutdown::hold, "shutdown"));
    return shutdown;
  }

  private void hold() {
    asked.countDown();
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits until the process is asked to stop. */
  void await() throws InterruptedException {
    asked.await();
  }

  /** Allows the process to exit. */
  void closed() {
    closed.countDown();
  }
}
