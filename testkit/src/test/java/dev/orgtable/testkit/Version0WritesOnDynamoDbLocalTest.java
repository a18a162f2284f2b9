package dev.orgtable.testkit;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

final class Version0WritesOnDynamoDbLocalTest extends Version0WritesContract {
  @Override
  protected DynamoDbClient client() {
    return LocalEngine.client();
  }
}
