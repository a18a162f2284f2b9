package dev.orgtable.testkit;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

final class ReceiptsOnDynamoDbLocalTest extends ReceiptsContract {
  @Override
  protected DynamoDbClient client() {
    return LocalEngine.client();
  }
}
