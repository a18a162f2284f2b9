package dev.orgtable.cli;

import java.util.concurrent.CountDownLatch;

/** The end of the process, as Ctrl-C asks for it: it waits until all is closed. */
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

  /** Waits until the process is asked to end. */
  void await() throws InterruptedException {
    asked.await();
  }

  /** Lets the process end. */
  void closed() {
    closed.countDown();
  }
}
