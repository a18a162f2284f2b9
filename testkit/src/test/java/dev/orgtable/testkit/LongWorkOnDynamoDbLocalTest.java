package dev.orgtable.testkit;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

final class LongWorkOnDynamoDbLocalTest extends LongWorkContract {
  @Override
  protected DynamoDbClient client() {
    return LocalEngine.client();
  }
}
