package dev.orgtable.testkit;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

final class MailFailuresOnDynamoDbLocalTest extends MailFailuresContract {
  @Override
  protected DynamoDbClient client() {
    return LocalEngine.client();
  }
}
