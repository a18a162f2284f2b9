package dev.orgtable.testkit;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

final class OddValuesOnDynamoDbLocalTest extends OddValuesContract {
  @Override
  protected DynamoDbClient client() {
    return LocalEngine.client();
  }
}
