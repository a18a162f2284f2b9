package dev.orgtable.testkit;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

final class TokensOnDynamoDbLocalTest extends TokensContract {
  @Override
  protected DynamoDbClient client() {
    return LocalEngine.client();
  }
}
