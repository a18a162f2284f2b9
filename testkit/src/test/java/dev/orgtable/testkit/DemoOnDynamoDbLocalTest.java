package dev.orgtable.testkit;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

final class DemoOnDynamoDbLocalTest extends DemoContract {
  @Override
  protected DynamoDbClient client() {
    return LocalEngine.client();
  }
}
