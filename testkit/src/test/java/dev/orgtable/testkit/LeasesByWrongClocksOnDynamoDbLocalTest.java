package dev.orgtable.testkit;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

final class LeasesByWrongClocksOnDynamoDbLocalTest extends LeasesByWrongClocksContract {
  @Override
  protected DynamoDbClient client() {
    return LocalEngine.client();
  }
}
