package dev.orgtable.testkit;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

final class InvitationDetailsOnDynamoDbLocalTest extends InvitationDetailsContract {
  @Override
  protected DynamoDbClient client() {
    return LocalEngine.client();
  }
}
