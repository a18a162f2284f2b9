package dev.orgtable.testkit;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

final class UpgradeOnDynamoDbLocalTest extends UpgradeContract {
  @Override
  protected DynamoDbClient client() {
    return LocalEngine.client();
  }
}
