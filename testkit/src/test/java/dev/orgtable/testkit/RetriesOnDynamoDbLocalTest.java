package dev.orgtable.testkit;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

final class RetriesOnDynamoDbLocalTest extends RetriesContract {
  @Override
  protected DynamoDbClient client() {
    return LocalEngine.client();
  }
}
