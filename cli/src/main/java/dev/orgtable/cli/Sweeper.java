package dev.orgtable.cli;

import dev.orgtable.OrgtableException;
import dev.orgtable.maintenance.Maintenance;
import dev.orgtable.store.Orgtable;
import java.io.PrintWriter;
import java.time.Duration;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Removes expired records from the table of an engine that does not, once an hour, in a thread of
 * its own and at a rate that leaves the engine to others.
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

  /** What fails is told, and tried again the next time. */
  private void sweep() {
    try {
      Maintenance.of(orgtable).sweep().run(1, read -> interruption.check());
    } catch (Interruption.Asked e) {
      return;
    } catch (OrgtableException e) {
      err.println("orgtable: expired records were not removed: " + e.getMessage());
      err.flush();
    }
  }

  /** Stops after the item that is being removed, and waits for that. */
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
