package dev.orgtable.testkit;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

final class UpgradeLeftOversOnDynamoDbLocalTest extends UpgradeLeftOversContract {
  @Override
  protected DynamoDbClient client() {
    return LocalEngine.client();
  }
}
