package dev.orgtable.contracts.crash;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Two workers in processes of their own: one of them is killed now and then, and another starts.
 */
final class Workers implements AutoCloseable {

  private static final int SIDE_BY_SIDE = 2;

  /** Of so many kills one is of the worker that waits for the other's lease. */
  private static final int SELDOM = 5;

  private final List<String> arguments;
  private final Random random;
  private final List<WorkerProcess> running = new ArrayList<>();
  private final BlockingQueue<WorkerProcess> writes = new LinkedBlockingQueue<>();

  /**
   * Starts them.
   *
   * @param arguments for {@link WorkerMain}
   */
  Workers(List<String> arguments, Random random) {
    this.arguments = arguments;
    this.random = random;
    for (int i = 0; i < SIDE_BY_SIDE; i++) {
      start();
    }
  }

  private void start() {
    running.add(WorkerProcess.start(arguments, writes::add));
  }

  /**
   * Waits until so many writes were done since the last kill, and kills who did the last of them,
   * or now and then the other one.
   *
   * @param meanwhile is run while it waits, again and again; returns whether to go on waiting
   * @return whether so many were done
   */
  boolean killAfter(int count, Meanwhile meanwhile) throws InterruptedException {
    WorkerProcess last = running.get(0);
    for (int done = 0; done < count; ) {
      WorkerProcess wrote = writes.poll(100, TimeUnit.MILLISECONDS);
      if (wrote == null && !meanwhile.goOn()) {
        return false;
      }
      if (wrote != null) {
        last = wrote;
        done++;
      }
    }
    WorkerProcess killed = random.nextInt(SELDOM) == 0 ? other(last) : last;
    killed.kill();
    running.remove(killed);
    writes.clear();
    start();
    return true;
  }

  /** Lets them work as long as there is something to wait for. */
  void run(Meanwhile meanwhile) throws InterruptedException {
    while (meanwhile.goOn()) {
      writes.poll(100, TimeUnit.MILLISECONDS);
      writes.clear();
    }
  }

  private WorkerProcess other(WorkerProcess one) {
    return running.stream().filter(each -> each != one).findFirst().orElseThrow();
  }

  @Override
  public void close() {
    running.forEach(WorkerProcess::kill);
  }

  /** What is done while the workers work. */
  interface Meanwhile {
    /** Does it, and returns whether to go on waiting. */
    boolean goOn();
  }
}
