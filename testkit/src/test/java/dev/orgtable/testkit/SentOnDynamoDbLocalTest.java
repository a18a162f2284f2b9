package dev.orgtable.testkit;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

final class SentOnDynamoDbLocalTest extends SentContract {
  @Override
  protected DynamoDbClient client() {
    return LocalEngine.client();
  }
}
