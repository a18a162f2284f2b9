package dev.orgtable.testkit;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

final class LongWorkStepsOnDynamoDbLocalTest extends LongWorkStepsContract {
  @Override
  protected DynamoDbClient client() {
    return LocalEngine.client();
  }
}
