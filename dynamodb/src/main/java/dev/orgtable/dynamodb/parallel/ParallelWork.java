package dev.orgtable.dynamodb.parallel;

import dev.orgtable.dynamodb.Failures;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Work divided into parts that run in parallel, one thread each. */
public final class ParallelWork {

  /** The maximum number of parts. */
  public static final int MOST = 256;

  private final Failures failures;
  private final int parts;
  private final AtomicBoolean stopped = new AtomicBoolean();

  /**
   * Divides work.
   *
   * @param failures creates the exception if the caller's thread is interrupted
   * @param parts the number of parts, 1 to 256
   * @throws IllegalArgumentException if the number of parts is out of range
   */
  public ParallelWork(Failures failures, int parts) {
    if (parts < 1 || parts > MOST) {
      throw new IllegalArgumentException("parts must be 1 to " + MOST);
    }
    this.failures = failures;
    this.parts = parts;
  }

  /** Returns whether to continue; false once a part has failed. */
  public boolean goesOn() {
    return !stopped.get();
  }

  /**
   * Runs all parts and waits for them. Rethrows the first failure once all parts have stopped. A
   * single part runs on the caller's thread.
   */
  public void run(Part work) {
    if (parts == 1) {
      work.on(0);
      return;
    }
    AtomicInteger started = new AtomicInteger();
    ExecutorService threads =
        Executors.newFixedThreadPool(
            parts, task -> new Thread(task, "orgtable-part-" + started.getAndIncrement()));
    try {
      CompletionService<Boolean> ending = new ExecutorCompletionService<>(threads);
      for (int part = 0; part < parts; part++) {
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
      throw failures.unavailable("interrupted", false, true, e);
    } finally {
      threads.shutdownNow();
    }
  }

  private void await(CompletionService<Boolean> ending) throws InterruptedException {
    Throwable first = null;
    for (int ended = 0; ended < parts; ended++) {
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

  /** The work of one part. */
  @FunctionalInterface
  public interface Part {
    /**
     * Works in steps while {@link ParallelWork#goesOn} is true.
     *
     * @param part the part's number, from 0
     */
    void on(int part);
  }
}
