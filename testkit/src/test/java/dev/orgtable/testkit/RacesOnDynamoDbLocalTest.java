package dev.orgtable.testkit;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

final class RacesOnDynamoDbLocalTest extends RacesContract {
  @Override
  protected DynamoDbClient client() {
    return LocalEngine.client();
  }
}
