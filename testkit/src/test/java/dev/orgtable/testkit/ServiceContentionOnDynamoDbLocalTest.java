package dev.orgtable.testkit;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

final class ServiceContentionOnDynamoDbLocalTest extends ServiceContentionContract {
  @Override
  protected DynamoDbClient client() {
    return LocalEngine.client();
  }
}
