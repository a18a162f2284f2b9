package dev.orgtable.testkit;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

final class TokensAndLongWorkOnDynamoDbLocalTest extends TokensAndLongWorkContract {
  @Override
  protected DynamoDbClient client() {
    return LocalEngine.client();
  }
}
