package dev.orgtable.testkit;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

final class UpgradeRunsOnDynamoDbLocalTest extends UpgradeRunsContract {
  @Override
  protected DynamoDbClient client() {
    return LocalEngine.client();
  }
}
