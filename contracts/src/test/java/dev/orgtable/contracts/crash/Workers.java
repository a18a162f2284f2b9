package dev.orgtable.contracts.crash;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Two workers in processes of their own; now and then, one is killed and another is started. */
final class Workers implements AutoCloseable {

  private static final int SIDE_BY_SIDE = 2;

  /** One in this many kills hits the worker that waits for the other's lease. */
  private static final int SELDOM = 5;

  private final List<String> arguments;
  private final Random random;
  private final List<WorkerProcess> running = new ArrayList<>();
  private final BlockingQueue<WorkerProcess> writes = new LinkedBlockingQueue<>();

  /**
   * Starts the workers.
   *
   * @param arguments the arguments of {@link WorkerMain}
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
   * Waits for a number of writes since the last kill, and then kills the worker that made the last
   * one, or now and then the other.
   *
   * @param meanwhile runs repeatedly while waiting; returns whether to continue
   * @return whether that many writes were made
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

  /** Lets the workers run as long as an activity continues. */
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

  /** An activity while the workers run. */
  interface Meanwhile {
    /** Runs once and returns whether to continue. */
    boolean goOn();
  }
}
