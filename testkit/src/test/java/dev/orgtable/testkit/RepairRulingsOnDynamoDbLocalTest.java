package dev.orgtable.testkit;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

final class RepairRulingsOnDynamoDbLocalTest extends RepairRulingsContract {
  @Override
  protected DynamoDbClient client() {
    return LocalEngine.client();
  }
}
