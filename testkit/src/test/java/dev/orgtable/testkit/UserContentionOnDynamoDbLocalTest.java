package dev.orgtable.testkit;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

final class UserContentionOnDynamoDbLocalTest extends UserContentionContract {
  @Override
  protected DynamoDbClient client() {
    return LocalEngine.client();
  }
}
