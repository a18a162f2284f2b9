package dev.orgtable.job;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The signal to stop a worker. Its threads check it before each step and are never interrupted,
 * since an interrupted call may leave a lock of an in-process engine held forever.
 */
final class StopSignal {

  private final CountDownLatch demanded = new CountDownLatch(1);

  void demand() {
    demanded.countDown();
  }

  boolean isDemanded() {
    return demanded.getCount() == 0;
  }

  /**
   * Returns unless the worker is stopped.
   *
   * @throws InterruptedException if the worker is stopped
   */
  void check() throws InterruptedException {
    if (isDemanded()) {
      throw new InterruptedException("the worker stops");
    }
  }

  /**
   * Sleeps.
   *
   * @throws InterruptedException if the worker is stopped
   */
  void sleep(Duration time) throws InterruptedException {
    if (demanded.await(time.toMillis(), TimeUnit.MILLISECONDS)) {
      check();
    }
  }
}
