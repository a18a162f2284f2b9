package dev.orgtable.testkit;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

final class WrongClockOnDynamoDbLocalTest extends WrongClockContract {
  @Override
  protected DynamoDbClient client() {
    return LocalEngine.client();
  }
}
