package dev.orgtable.testkit;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

final class DecisionsOnDynamoDbLocalTest extends DecisionsContract {
  @Override
  protected DynamoDbClient client() {
    return LocalEngine.client();
  }
}
