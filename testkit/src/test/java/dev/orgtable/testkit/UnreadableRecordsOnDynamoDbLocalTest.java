package dev.orgtable.testkit;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

final class UnreadableRecordsOnDynamoDbLocalTest extends UnreadableRecordsContract {
  @Override
  protected DynamoDbClient client() {
    return LocalEngine.client();
  }
}
