package dev.orgtable.testkit;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

final class InvitationsOnDynamoDbLocalTest extends InvitationsContract {
  @Override
  protected DynamoDbClient client() {
    return LocalEngine.client();
  }
}
