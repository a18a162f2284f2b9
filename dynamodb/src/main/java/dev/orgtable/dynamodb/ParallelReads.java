package dev.orgtable.dynamodb;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;

/**
 * Reads that do not depend on each other, at once: two requests in the time of one. One of them is
 * made on another thread. There are at most as many such threads as callers; they are daemons, and
 * end when they have been idle for 10 seconds.
 */
public final class ParallelReads {

  private static final int IDLE_SECONDS = 10;

  private static final ExecutorService THREADS =
      new ThreadPoolExecutor(
          0,
          Integer.MAX_VALUE,
          IDLE_SECONDS,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          task -> {
            Thread thread = new Thread(task, "orgtable-parallel-read");
            thread.setDaemon(true);
            return thread;
          });

  private ParallelReads() {}

  /**
   * Reads an item as {@link Table#get}, strongly consistent, and a page of a query. If both take
   * longer than one attempt may take, the query is made again, so that its page is never older than
   * the item by more than that. Requests are reported on the caller's thread.
   *
   * @param combined returns the result, of the item and the page
   */
  public static <T> T getAndQuery(
      Table table, Key key, QuerySpec query, BiFunction<Optional<Item>, ItemPage, T> combined) {
    long start = System.nanoTime();
    List<RequestReport> reports = new ArrayList<>();
    Table beside = table.ofSideRead(table.meter.deferredTo(reports));
    Future<Optional<Item>> item = THREADS.submit(() -> beside.get(key, Consistency.STRONG));
    try {
      ItemPage page = table.query(query);
      Optional<Item> found = await(item, table.failures);
      table.meter.report(reports);
      return combined.apply(found, table.attempts.isTooLongAgo(start) ? table.query(query) : page);
    } finally {
      item.cancel(false);
    }
  }

  private static <T> T await(Future<T> read, Failures failures) {
    try {
      return read.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failures.unavailable("interrupted", false, false, e);
    }
  }
}
