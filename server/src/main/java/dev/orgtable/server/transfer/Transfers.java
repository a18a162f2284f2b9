package dev.orgtable.server.transfer;

import dev.orgtable.server.problem.Code;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The incomplete transfers, with limits per address, in total, in bytes and in time. If a limit is
 * exceeded, the oldest transfer is aborted, so that fast callers are served however many slow ones
 * there are.
 */
final class Transfers implements AutoCloseable {

  private final int mostOfAddress;
  private final int most;
  private final long mostBytes;
  private final Duration longest;
  private final Map<Transfer, Future<?>> all = new LinkedHashMap<>();
  private final Map<String, Set<Transfer>> ofAddress = new HashMap<>();
  private final ScheduledThreadPoolExecutor timer;

  /**
   * Creates an empty registry.
   *
   * @param longest the time limit of a transfer, measured by the monotonic clock
   */
  Transfers(int mostOfAddress, int most, long mostBytes, Duration longest) {
    this.mostOfAddress = mostOfAddress;
    this.most = most;
    this.mostBytes = mostBytes;
    this.longest = longest;
    this.timer =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "orgtable-transfers");
              thread.setDaemon(true);
              return thread;
            });
    timer.setRemoveOnCancelPolicy(true);
    timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  /** Adds a transfer, and aborts those that exceed a limit. */
  void add(Transfer transfer) {
    List<Transfer> over = new ArrayList<>();
    synchronized (this) {
      takeOldest(ofAddress.getOrDefault(transfer.address(), Set.of()), mostOfAddress, over);
      takeOldest(all.keySet(), most, over);
      ofAddress.computeIfAbsent(transfer.address(), any -> new LinkedHashSet<>()).add(transfer);
      all.put(
          transfer,
          timer.schedule(
              () -> transfer.end(Code.REQUEST_TIMEOUT), longest.toMillis(), TimeUnit.MILLISECONDS));
    }
    over.forEach(each -> each.end(Code.TOO_MANY_REQUESTS));
    limitBytes();
  }

  /** Removes the oldest immediately, so that another thread that adds one does not find it, too. */
  private void takeOldest(Set<Transfer> of, int limit, List<Transfer> over) {
    if (of.size() >= limit) {
      Transfer oldest = of.iterator().next();
      remove(oldest);
      over.add(oldest);
    }
  }

  /** Aborts the oldest transfers until the rest fits into memory. */
  void limitBytes() {
    List<Transfer> over = new ArrayList<>();
    synchronized (this) {
      long bytes = all.keySet().stream().mapToLong(Transfer::bytes).sum();
      Iterator<Transfer> oldest = all.keySet().iterator();
      while (bytes > mostBytes && oldest.hasNext()) {
        Transfer each = oldest.next();
        bytes -= each.bytes();
        over.add(each);
      }
      over.forEach(this::remove);
    }
    over.forEach(each -> each.end(Code.TOO_MANY_REQUESTS));
  }

  /** Runs a task in a millisecond, when the calling thread has returned to its pool. */
  void later(Runnable task) {
    try {
      var unused = timer.schedule(task, 1, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException closing) {
      task.run();
    }
  }

  /** Removes a completed transfer. */
  synchronized void remove(Transfer transfer) {
    Future<?> deadline = all.remove(transfer);
    if (deadline != null) {
      deadline.cancel(false);
    }
    Set<Transfer> same = ofAddress.get(transfer.address());
    if (same != null && same.remove(transfer) && same.isEmpty()) {
      ofAddress.remove(transfer.address());
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
