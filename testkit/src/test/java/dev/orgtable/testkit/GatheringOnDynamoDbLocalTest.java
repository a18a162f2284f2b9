package dev.orgtable.testkit;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

final class GatheringOnDynamoDbLocalTest extends GatheringContract {
  @Override
  protected DynamoDbClient client() {
    return LocalEngine.client();
  }
}
