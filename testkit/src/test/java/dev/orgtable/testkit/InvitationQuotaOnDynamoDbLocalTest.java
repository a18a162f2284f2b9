package dev.orgtable.testkit;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

final class InvitationQuotaOnDynamoDbLocalTest extends InvitationQuotaContract {
  @Override
  protected DynamoDbClient client() {
    return LocalEngine.client();
  }
}
