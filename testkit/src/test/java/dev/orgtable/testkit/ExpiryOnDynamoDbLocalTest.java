package dev.orgtable.testkit;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

final class ExpiryOnDynamoDbLocalTest extends ExpiryContract {
  @Override
  protected DynamoDbClient client() {
    return LocalEngine.client();
  }
}
