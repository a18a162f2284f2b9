package dev.orgtable.testkit;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

final class SchemaOnDynamoDbLocalTest extends SchemaContract {
  @Override
  protected DynamoDbClient client() {
    return LocalEngine.client();
  }
}
