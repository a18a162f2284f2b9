package dev.orgtable.spring;

import dev.orgtable.job.Worker;
import org.springframework.context.SmartLifecycle;

/** Starts a worker once, when everything else has started. A worker cannot be paused. */
final class WorkerStart implements SmartLifecycle {

  private final Worker worker;
  private volatile boolean started;

  WorkerStart(Worker worker) {
    this.worker = worker;
  }

  @Override
  public synchronized void start() {
    if (!started) {
      started = true;
      worker.start();
    }
  }

  /** Does nothing: the worker's bean closes it. */
  @Override
  public void stop() {}

  @Override
  public boolean isRunning() {
    return started;
  }

  @Override
  public boolean isPauseable() {
    return false;
  }
}
