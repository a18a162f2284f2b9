package dev.orgtable.testkit;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

final class OriginalFaultsOnDynamoDbLocalTest extends OriginalFaultsContract {
  @Override
  protected DynamoDbClient client() {
    return LocalEngine.client();
  }
}
