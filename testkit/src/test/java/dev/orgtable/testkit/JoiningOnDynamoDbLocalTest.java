package dev.orgtable.testkit;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

final class JoiningOnDynamoDbLocalTest extends JoiningContract {
  @Override
  protected DynamoDbClient client() {
    return LocalEngine.client();
  }
}
