package dev.orgtable.testkit;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

final class DamagedTableOnDynamoDbLocalTest extends DamagedTableContract {
  @Override
  protected DynamoDbClient client() {
    return LocalEngine.client();
  }
}
