package dev.orgtable.testkit;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

final class DirectoryOnDynamoDbLocalTest extends DirectoryContract {
  @Override
  protected DynamoDbClient client() {
    return LocalEngine.client();
  }
}
