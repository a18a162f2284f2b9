package dev.orgtable.dynamodb.parallel;

import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/** Runs actions of several threads one at a time. */
public final class Serial {

  private final Lock lock = new ReentrantLock();

  /** Runs an action while no other one is running. */
  public void run(Runnable action) {
    lock.lock();
    try {
      action.run();
    } finally {
      lock.unlock();
    }
  }

  /** Wraps a consumer so that it is called by one thread at a time. */
  public <T> Consumer<T> of(Consumer<T> taken) {
    return value -> run(() -> taken.accept(value));
  }
}
