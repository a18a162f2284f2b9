package dev.orgtable.store;

import java.time.Instant;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Where the table is and how to work on it. */
record Connection(DynamoDbClient client, String tableName, Settings settings) {

  /** Returns the table for one operation, whose deadline begins now. */
  Table open() {
    return new Table(client, tableName, settings);
  }

  Instant now() {
    return settings.clock().instant();
  }
}
