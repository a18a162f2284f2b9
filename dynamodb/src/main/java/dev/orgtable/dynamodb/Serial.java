package dev.orgtable.dynamodb;

import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/** Actions of several threads, done one at a time. */
public final class Serial {

  private final Lock lock = new ReentrantLock();

  /** Does an action, when no other one is being done. */
  public void run(Runnable action) {
    lock.lock();
    try {
      action.run();
    } finally {
      lock.unlock();
    }
  }

  /** Returns a consumer that takes one value at a time. */
  public <T> Consumer<T> of(Consumer<T> taken) {
    return value -> run(() -> taken.accept(value));
  }
}
