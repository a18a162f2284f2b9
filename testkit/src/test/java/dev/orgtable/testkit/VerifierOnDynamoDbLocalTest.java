package dev.orgtable.testkit;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

final class VerifierOnDynamoDbLocalTest extends VerifierContract {
  @Override
  protected DynamoDbClient client() {
    return LocalEngine.client();
  }
}
