package dev.orgtable.testkit;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

final class GroupsOnDynamoDbLocalTest extends GroupsContract {
  @Override
  protected DynamoDbClient client() {
    return LocalEngine.client();
  }
}
