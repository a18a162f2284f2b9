package dev.orgtable.testkit;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

final class Version0OnDynamoDbLocalTest extends Version0Contract {
  @Override
  protected DynamoDbClient client() {
    return LocalEngine.client();
  }
}
