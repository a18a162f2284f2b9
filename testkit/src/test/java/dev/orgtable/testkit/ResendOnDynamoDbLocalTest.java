package dev.orgtable.testkit;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

final class ResendOnDynamoDbLocalTest extends ResendContract {
  @Override
  protected DynamoDbClient client() {
    return LocalEngine.client();
  }
}
