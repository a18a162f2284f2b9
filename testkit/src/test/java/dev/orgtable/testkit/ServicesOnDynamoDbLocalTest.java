package dev.orgtable.testkit;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

final class ServicesOnDynamoDbLocalTest extends ServicesContract {
  @Override
  protected DynamoDbClient client() {
    return LocalEngine.client();
  }
}
