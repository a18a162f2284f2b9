package dev.orgtable.job;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Whether a worker is to stop. Its threads ask before each step, and are not interrupted in one: an
 * interrupted call may leave an engine in this process with a lock that nobody gives back.
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
   * Goes on, unless the worker is to stop.
   *
   * @throws InterruptedException if it is
   */
  void check() throws InterruptedException {
    if (isDemanded()) {
      throw new InterruptedException("the worker stops");
    }
  }

  /**
   * Waits.
   *
   * @throws InterruptedException if the worker is to stop
   */
  void sleep(Duration time) throws InterruptedException {
    if (demanded.await(time.toMillis(), TimeUnit.MILLISECONDS)) {
      check();
    }
  }
}
