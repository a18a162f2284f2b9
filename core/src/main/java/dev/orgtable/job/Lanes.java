package dev.orgtable.job;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Runs work on many things for few owners in a bounded number of threads, a few for each owner: one
 * whose work takes long leaves threads to the others.
 *
 * @param <O> the owner
 * @param <W> what is worked on; never twice at once
 */
final class Lanes<O, W> {

  /** The maximum number of things of one owner that wait here. Others are offered again. */
  private static final int MOST_WAITING = 1000;

  private final Executor threads;
  private final ToIntFunction<O> mostOfOne;
  private final Predicate<W> work;
  private final Map<O, Lane<W>> lanes = new HashMap<>();
  private final Set<W> underWay = new HashSet<>();

  /**
   * Creates lanes.
   *
   * @param mostOfOne how much is done at once for an owner, 1 or more
   * @param work does one piece of work; returns whether there is more of it, which is then done in
   *     its turn
   */
  Lanes(Executor threads, ToIntFunction<O> mostOfOne, Predicate<W> work) {
    this.threads = threads;
    this.mostOfOne = mostOfOne;
    this.work = work;
  }

  private static final class Lane<W> {
    private final Set<W> waiting = new LinkedHashSet<>();
    private int running;
  }

  /**
   * Takes work, unless it is being done, or too much waits.
   *
   * @return whether it was taken, and did not wait already
   */
  synchronized boolean offer(O owner, W what) {
    if (underWay.contains(what)) {
      return false;
    }
    Lane<W> lane = lanes.computeIfAbsent(owner, key -> new Lane<>());
    boolean taken = lane.waiting.size() < MOST_WAITING && lane.waiting.add(what);
    if (lane.running < mostOfOne.applyAsInt(owner)) {
      lane.running++;
      threads.execute(() -> runOne(owner));
    }
    return taken;
  }

  /** Does one piece of work, and then goes to the end of the line of all threads. */
  private void runOne(O owner) {
    W what = next(owner);
    if (what != null) {
      boolean more = false;
      try {
        more = work.test(what);
      } finally {
        ended(owner, what, more);
        threads.execute(() -> runOne(owner));
      }
    }
  }

  private synchronized @Nullable W next(O owner) {
    Lane<W> lane = Objects.requireNonNull(lanes.get(owner));
    Iterator<W> waiting = lane.waiting.iterator();
    if (!waiting.hasNext() || lane.running > mostOfOne.applyAsInt(owner)) {
      lane.running--;
      if (lane.running == 0) {
        lanes.remove(owner);
        notifyAll();
      }
      return null;
    }
    W what = waiting.next();
    waiting.remove();
    underWay.add(what);
    return what;
  }

  private synchronized void ended(O owner, W what, boolean more) {
    underWay.remove(what);
    if (more) {
      Objects.requireNonNull(lanes.get(owner)).waiting.add(what);
    }
  }

  /**
   * Waits until nothing waits or is being done.
   *
   * @return whether that was so before the time was over
   */
  synchronized boolean await(Duration longest) throws InterruptedException {
    long end = System.nanoTime() + longest.toNanos();
    for (long left = longest.toNanos(); !lanes.isEmpty() && left > 0; ) {
      TimeUnit.NANOSECONDS.timedWait(this, left);
      left = end - System.nanoTime();
    }
    return lanes.isEmpty();
  }
}
