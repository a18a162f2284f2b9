package dev.orgtable.testkit;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

final class AcceptanceOnDynamoDbLocalTest extends AcceptanceContract {
  @Override
  protected DynamoDbClient client() {
    return LocalEngine.client();
  }
}
