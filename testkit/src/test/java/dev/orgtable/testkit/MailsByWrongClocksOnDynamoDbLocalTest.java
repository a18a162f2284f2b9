package dev.orgtable.testkit;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

final class MailsByWrongClocksOnDynamoDbLocalTest extends MailsByWrongClocksContract {
  @Override
  protected DynamoDbClient client() {
    return LocalEngine.client();
  }
}
