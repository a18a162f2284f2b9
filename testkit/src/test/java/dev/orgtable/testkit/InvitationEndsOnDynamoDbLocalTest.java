package dev.orgtable.testkit;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

final class InvitationEndsOnDynamoDbLocalTest extends InvitationEndsContract {
  @Override
  protected DynamoDbClient client() {
    return LocalEngine.client();
  }
}
