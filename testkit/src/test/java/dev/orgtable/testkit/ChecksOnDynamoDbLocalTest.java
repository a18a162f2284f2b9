package dev.orgtable.testkit;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

final class ChecksOnDynamoDbLocalTest extends ChecksContract {
  @Override
  protected DynamoDbClient client() {
    return LocalEngine.client();
  }
}
