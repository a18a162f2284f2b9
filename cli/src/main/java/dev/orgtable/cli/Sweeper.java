package dev.orgtable.cli;

import dev.orgtable.OrgtableException;
import dev.orgtable.maintenance.Maintenance;
import dev.orgtable.store.Orgtable;
import java.io.PrintWriter;
import java.time.Duration;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Deletes expired records hourly, for engines without time to live, in a background thread and at a
 * low rate.
 */
final class Sweeper implements AutoCloseable {

  private static final Duration FIRST = Duration.ofMinutes(1);
  private static final Duration BETWEEN = Duration.ofHours(1);

  /** About 5,000 items a second. */
  private static final int UNITS = 400;

  private final Orgtable orgtable;
  private final PrintWriter err;
  private final Interruption interruption = new Interruption();
  private final Thread thread = new Thread(this::work, "orgtable-sweep");

  Sweeper(DynamoDbClient client, String table, PrintWriter err) {
    this.err = err;
    this.orgtable =
        Orgtable.on(
            client, table, OpenTable.PATIENT.withCosts(RateOption.limit(UNITS, interruption)));
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  private void work() {
    interruption.pause(FIRST);
    while (!interruption.isAsked()) {
      sweep();
      interruption.pause(BETWEEN);
    }
  }

  /** Failures are printed, and the next run tries again. */
  private void sweep() {
    try {
      Maintenance.of(orgtable).sweep().run(1, read -> interruption.check());
    } catch (Interruption.Asked e) {
      return;
    } catch (OrgtableException e) {
      err.println("orgtable: cannot delete expired records: " + e.getMessage());
      err.flush();
    }
  }

  /** Stops after the current item and waits for it. */
  @Override
  public void close() {
    interruption.ask();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
