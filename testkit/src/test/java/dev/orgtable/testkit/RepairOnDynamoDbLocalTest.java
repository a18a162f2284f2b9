package dev.orgtable.testkit;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

final class RepairOnDynamoDbLocalTest extends RepairContract {
  @Override
  protected DynamoDbClient client() {
    return LocalEngine.client();
  }
}
