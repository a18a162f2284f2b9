package dev.orgtable.testkit;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

final class MailRacesOnDynamoDbLocalTest extends MailRacesContract {
  @Override
  protected DynamoDbClient client() {
    return LocalEngine.client();
  }
}
