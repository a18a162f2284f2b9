package dev.orgtable.testkit;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

final class ChangeOfAddressOnDynamoDbLocalTest extends ChangeOfAddressContract {
  @Override
  protected DynamoDbClient client() {
    return LocalEngine.client();
  }
}
