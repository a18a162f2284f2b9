package dev.orgtable.testkit;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

final class VerifierOfTokensOnDynamoDbLocalTest extends VerifierOfTokensContract {
  @Override
  protected DynamoDbClient client() {
    return LocalEngine.client();
  }
}
