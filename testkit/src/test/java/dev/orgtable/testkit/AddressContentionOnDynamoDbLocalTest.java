package dev.orgtable.testkit;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

final class AddressContentionOnDynamoDbLocalTest extends AddressContentionContract {
  @Override
  protected DynamoDbClient client() {
    return LocalEngine.client();
  }
}
