package dev.orgtable.testkit;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

final class CostOnDynamoDbLocalTest extends CostContract {
  @Override
  protected DynamoDbClient client() {
    return LocalEngine.client();
  }
}
