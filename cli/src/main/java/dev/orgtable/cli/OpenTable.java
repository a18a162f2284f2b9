package dev.orgtable.cli;

import dev.orgtable.event.Actor;
import dev.orgtable.store.Orgtable;
import dev.orgtable.store.Schema;
import dev.orgtable.store.Settings;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The table that a command works on.
 *
 * @param client the client
 * @param name the table's name
 * @param place the table's location, for people
 * @param port the address of an embedded engine's port; empty if it has none
 * @param closing releases the table's resources
 */
record OpenTable(
    DynamoDbClient client, String name, String place, Optional<URI> port, Runnable closing)
    implements AutoCloseable {

  /**
   * Time limits for tools: with many threads, a page of 1 MB can take long, and the embedded engine
   * counts all items when it describes a table.
   */
  static final Settings PATIENT =
      Settings.DEFAULT.withTimeouts(Duration.ofMinutes(10), Duration.ofMinutes(2));

  Orgtable orgtable() {
    return Orgtable.on(client, name).as(operator());
  }

  Orgtable orgtable(Settings settings) {
    return Orgtable.on(client, name, settings).as(operator());
  }

  /** Returns who makes changes: the user of the operating system who runs the command. */
  private static Actor operator() {
    String user = System.getProperty("user.name", "");
    String name = user.isBlank() ? "unknown" : user;
    return new Actor(
        Actor.Kind.OPERATOR, name.substring(0, Math.min(name.length(), Actor.LONGEST)));
  }

  /** Returns the identity of the table, for comparison when an export or import is resumed. */
  String identity() {
    return name + " of " + place;
  }

  /** Returns the approximate number of items according to the engine; -1 if unknown. */
  long items() {
    return orgtable(PATIENT).schema().describe().map(Schema.Description::items).orElse(-1L);
  }

  @Override
  public void close() {
    closing.run();
  }
}
