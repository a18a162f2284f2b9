package dev.orgtable.testkit;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

final class ApiKeysOnDynamoDbLocalTest extends ApiKeysContract {
  @Override
  protected DynamoDbClient client() {
    return LocalEngine.client();
  }
}
