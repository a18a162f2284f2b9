package dev.orgtable.testkit;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

final class TokenEndsOnDynamoDbLocalTest extends TokenEndsContract {
  @Override
  protected DynamoDbClient client() {
    return LocalEngine.client();
  }
}
