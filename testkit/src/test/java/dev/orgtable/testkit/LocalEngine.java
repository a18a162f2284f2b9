package dev.orgtable.testkit;

import dev.orgtable.embedded.EmbeddedDynamoDb;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The one engine of all contracts on DynamoDB Local, in memory; each contract makes a table of its
 * own in it.
 */
final class LocalEngine {

  private static final EmbeddedDynamoDb ENGINE = EmbeddedDynamoDb.inMemory();

  private LocalEngine() {}

  static DynamoDbClient client() {
    return ENGINE.client();
  }
}
