package dev.orgtable.testkit;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

final class MembersOnDynamoDbLocalTest extends MembersContract {
  @Override
  protected DynamoDbClient client() {
    return LocalEngine.client();
  }
}
