package dev.orgtable.store;

import dev.orgtable.InvalidInput;
import dev.orgtable.OrgtableException.Unavailable;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Parts of one piece of work, done at once: each by a thread of its own. */
final class Threads {

  static final int MOST = 256;

  private final int count;
  private final AtomicBoolean stopped = new AtomicBoolean();

  private Threads(int count) {
    this.count = count;
  }

  /**
   * Divides work.
   *
   * @throws InvalidInput if there are not 1 to 256 parts
   */
  static Threads of(int count) {
    if (count < 1 || count > MOST) {
      throw new InvalidInput("threads", "must be 1 to " + MOST);
    }
    return new Threads(count);
  }

  int count() {
    return count;
  }

  /** Returns whether work goes on; false where a part has failed. */
  boolean goesOn() {
    return !stopped.get();
  }

  /**
   * Works on all parts and waits for all. The first failure is thrown, when the others have
   * stopped. A single part is worked on by the caller's thread.
   */
  void work(Work work) {
    if (count == 1) {
      work.on(0);
      return;
    }
    AtomicInteger started = new AtomicInteger();
    ExecutorService threads =
        Executors.newFixedThreadPool(
            count, task -> new Thread(task, "orgtable-part-" + started.getAndIncrement()));
    try {
      CompletionService<Boolean> ending = new ExecutorCompletionService<>(threads);
      for (int part = 0; part < count; part++) {
        int mine = part;
        var unused =
            ending.submit(
                () -> {
                  work.on(mine);
                  return true;
                });
      }
      await(ending);
    } catch (InterruptedException e) {
      stopped.set(true);
      Thread.currentThread().interrupt();
      throw new Unavailable("interrupted", true, e);
    } finally {
      threads.shutdownNow();
    }
  }

  private void await(CompletionService<Boolean> ending) throws InterruptedException {
    Throwable first = null;
    for (int ended = 0; ended < count; ended++) {
      try {
        ending.take().get();
      } catch (ExecutionException e) {
        stopped.set(true);
        first = first == null ? e.getCause() : first;
      }
    }
    if (first instanceof Error error) {
      throw error;
    }
    if (first instanceof RuntimeException failure) {
      throw failure;
    }
  }

  /** What is done with one part. */
  @FunctionalInterface
  interface Work {
    /**
     * Works on it, step by step, for as long as work {@link Threads#goesOn}.
     *
     * @param part which one, from 0 on
     */
    void on(int part);
  }
}
