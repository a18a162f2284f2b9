package dev.orgtable.testkit;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

final class LongWorkRacesOnDynamoDbLocalTest extends LongWorkRacesContract {
  @Override
  protected DynamoDbClient client() {
    return LocalEngine.client();
  }
}
