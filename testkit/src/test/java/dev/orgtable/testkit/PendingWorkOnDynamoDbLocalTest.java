package dev.orgtable.testkit;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

final class PendingWorkOnDynamoDbLocalTest extends PendingWorkContract {
  @Override
  protected DynamoDbClient client() {
    return LocalEngine.client();
  }
}
