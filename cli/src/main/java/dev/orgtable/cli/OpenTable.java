package dev.orgtable.cli;

import dev.orgtable.store.Orgtable;
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

  Orgtable orgtable() {
    return Orgtable.on(client, name);
  }

  @Override
  public void close() {
    closing.run();
  }
}
