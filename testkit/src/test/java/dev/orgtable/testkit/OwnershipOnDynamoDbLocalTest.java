package dev.orgtable.testkit;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

final class OwnershipOnDynamoDbLocalTest extends OwnershipContract {
  @Override
  protected DynamoDbClient client() {
    return LocalEngine.client();
  }
}
