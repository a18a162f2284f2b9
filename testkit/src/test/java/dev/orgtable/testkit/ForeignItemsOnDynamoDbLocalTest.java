package dev.orgtable.testkit;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

final class ForeignItemsOnDynamoDbLocalTest extends ForeignItemsContract {
  @Override
  protected DynamoDbClient client() {
    return LocalEngine.client();
  }
}
