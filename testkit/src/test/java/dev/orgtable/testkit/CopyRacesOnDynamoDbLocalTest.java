package dev.orgtable.testkit;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

final class CopyRacesOnDynamoDbLocalTest extends CopyRacesContract {
  @Override
  protected DynamoDbClient client() {
    return LocalEngine.client();
  }
}
