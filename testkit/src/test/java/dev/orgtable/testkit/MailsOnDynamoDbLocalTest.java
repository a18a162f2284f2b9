package dev.orgtable.testkit;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

final class MailsOnDynamoDbLocalTest extends MailsContract {
  @Override
  protected DynamoDbClient client() {
    return LocalEngine.client();
  }
}
