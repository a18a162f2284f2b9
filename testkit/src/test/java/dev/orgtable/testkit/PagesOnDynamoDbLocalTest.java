package dev.orgtable.testkit;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

final class PagesOnDynamoDbLocalTest extends PagesContract {
  @Override
  protected DynamoDbClient client() {
    return LocalEngine.client();
  }
}
