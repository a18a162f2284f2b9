package dev.orgtable.testkit;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

final class VerifierOfKeysOnDynamoDbLocalTest extends VerifierOfKeysContract {
  @Override
  protected DynamoDbClient client() {
    return LocalEngine.client();
  }
}
