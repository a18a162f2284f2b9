package dev.orgtable.testkit;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

final class LeasesOnDynamoDbLocalTest extends LeasesContract {
  @Override
  protected DynamoDbClient client() {
    return LocalEngine.client();
  }
}
