package dev.orgtable.testkit;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

final class VerifierUnderWritersOnDynamoDbLocalTest extends VerifierUnderWritersContract {
  @Override
  protected DynamoDbClient client() {
    return LocalEngine.client();
  }
}
