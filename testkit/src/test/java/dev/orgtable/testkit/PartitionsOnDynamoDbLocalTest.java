package dev.orgtable.testkit;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

final class PartitionsOnDynamoDbLocalTest extends PartitionsContract {
  @Override
  protected DynamoDbClient client() {
    return LocalEngine.client();
  }
}
