package dev.orgtable.testkit;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

final class UsersOnDynamoDbLocalTest extends UsersContract {
  @Override
  protected DynamoDbClient client() {
    return LocalEngine.client();
  }
}
