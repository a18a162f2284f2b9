package dev.orgtable.cli;

import dev.orgtable.store.Orgtable;
import dev.orgtable.store.Schema;
import dev.orgtable.store.Settings;
import java.time.Duration;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * A table that a command works on.
 *
 * @param client reaches it
 * @param name its name
 * @param place where it is, for people
 * @param closing lets go of it
 */
record OpenTable(DynamoDbClient client, String name, String place, Runnable closing)
    implements AutoCloseable {

  /**
   * For tools: an engine that many threads ask takes its time for a page of 1 MB, and the embedded
   * one counts all items when it describes a table.
   */
  static final Settings PATIENT =
      Settings.DEFAULT.withTimeouts(Duration.ofMinutes(10), Duration.ofMinutes(2));

  Orgtable orgtable() {
    return Orgtable.on(client, name);
  }

  Orgtable orgtable(Settings settings) {
    return Orgtable.on(client, name, settings);
  }

  /** Returns which table it is, to know it again. */
  String identity() {
    return name + " of " + place;
  }

  /** Returns how many items there are about, as the engine tells; -1 if it does not. */
  long items() {
    return orgtable(PATIENT).schema().describe().map(Schema.Description::items).orElse(-1L);
  }

  @Override
  public void close() {
    closing.run();
  }
}
