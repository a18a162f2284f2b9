package dev.orgtable.testkit;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

final class EndingsOnDynamoDbLocalTest extends EndingsContract {
  @Override
  protected DynamoDbClient client() {
    return LocalEngine.client();
  }
}
