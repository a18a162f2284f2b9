package dev.orgtable.testkit;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

final class UserDeletionOnDynamoDbLocalTest extends UserDeletionContract {
  @Override
  protected DynamoDbClient client() {
    return LocalEngine.client();
  }
}
