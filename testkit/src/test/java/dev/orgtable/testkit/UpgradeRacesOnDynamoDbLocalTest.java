package dev.orgtable.testkit;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

final class UpgradeRacesOnDynamoDbLocalTest extends UpgradeRacesContract {
  @Override
  protected DynamoDbClient client() {
    return LocalEngine.client();
  }
}
