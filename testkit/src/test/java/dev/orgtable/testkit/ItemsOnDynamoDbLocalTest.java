package dev.orgtable.testkit;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

final class ItemsOnDynamoDbLocalTest extends ItemsContract {
  @Override
  protected DynamoDbClient client() {
    return LocalEngine.client();
  }
}
