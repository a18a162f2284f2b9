package dev.orgtable.store;

import dev.orgtable.OrgtableException.Unavailable;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** The segments of a parallel scan, worked on at once: each by a thread of its own. */
final class Segments {

  private static final int MOST = 256;

  private final int count;
  private final AtomicBoolean stopped = new AtomicBoolean();

  private Segments(int count) {
    this.count = count;
  }

  /**
   * Divides the table.
   *
   * @throws IllegalArgumentException if the count is not 1 to 256
   */
  static Segments of(int count) {
    if (count < 1 || count > MOST) {
      throw new IllegalArgumentException("segments must be 1 to " + MOST);
    }
    return new Segments(count);
  }

  int count() {
    return count;
  }

  /** Returns whether work goes on; false where a segment has failed. */
  boolean goesOn() {
    return !stopped.get();
  }

  /**
   * Works on all segments and waits for all. The first failure is thrown, when the others have
   * stopped. A single segment is worked on by the caller's thread.
   */
  void work(Work work) {
    if (count == 1) {
      work.on(0);
      return;
    }
    AtomicInteger started = new AtomicInteger();
    ExecutorService threads =
        Executors.newFixedThreadPool(
            count, task -> new Thread(task, "orgtable-segment-" + started.getAndIncrement()));
    try {
      CompletionService<Boolean> ending = new ExecutorCompletionService<>(threads);
      for (int segment = 0; segment < count; segment++) {
        int mine = segment;
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

  /** What is done with one segment. */
  @FunctionalInterface
  interface Work {
    /** Works on it, page by page, for as long as work {@link Segments#goesOn}. */
    void on(int segment);
  }
}
